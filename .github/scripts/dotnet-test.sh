#!/usr/bin/env bash
# dotnet test of one category on this machine: dotnet-test.sh CATEGORY [PROPERTIES]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
category=$1
shift
[[ $category =~ ^[A-Za-z]+$ ]] || { echo "'$category' is no category" >&2; exit 2; }
dotnet test --filter "Category=$category" --logger "trx;LogFileName=$category.trx" --results-directory results "$@"
