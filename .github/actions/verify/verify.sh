#!/usr/bin/env bash
# Verifies the project in PROJECT with the words of OPTIONS, writes the results as JSON and, if REPORT is set, the report.
# The exit code is the one of `repro verify`: 1 if a verdict contradicts its expected verdict.
set -euo pipefail

json=${RUNNER_TEMP:?RUNNER_TEMP is set by the runner}/repro-results.json
read -r -a options <<< "${OPTIONS:-}"

code=0
repro verify --project "${PROJECT:-.}" --json "$json" ${options[@]+"${options[@]}"} || code=$?
printf 'json=%s\n' "$json" >> "${GITHUB_OUTPUT:?GITHUB_OUTPUT is set by the runner}"
if [[ -n ${REPORT:-} ]]; then
    repro report --project "${PROJECT:-.}" --out "$REPORT" || code=$?
fi

exit "$code"
