#!/usr/bin/env bash
# Formatting must have nothing to change.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
dotnet tool restore
dotnet csharpier check .
