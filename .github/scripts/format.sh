#!/usr/bin/env bash
# Formatting must have nothing to change.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
dotnet format ReproSuite.sln --verify-no-changes --no-restore
