#!/usr/bin/env bash
# A night's plan, and its jobs for a workflow's matrix: plan.sh FILE ENGINE [OPTIONS OF repro plan]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
file=$1 engine=$2
shift 2
./repro plan "$file" --backend "$engine" "$@"
matrix=$(./repro plan "$file" --format github)
printf 'matrix=%s\n' "$matrix" >>"${GITHUB_OUTPUT:-/dev/stdout}"
