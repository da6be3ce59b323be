#!/usr/bin/env bash
# The Fast specs, with results and differing snapshots left where the workflow looks for them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
./repro test --logger "trx;LogFileName=fast.trx" --results-directory results
