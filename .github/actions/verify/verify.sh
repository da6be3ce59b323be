#!/usr/bin/env bash
# Verifies the project in PROJECT with the words of OPTIONS, writes the results as JSON and, if REPORT is set, the report.
# If BASE names a commit, its claims are verified too, and what changed since then is written as Markdown and into the job's summary.
# The exit code is the one of `repro verify`: 1 if a verdict contradicts its expected verdict.
set -euo pipefail

project=${PROJECT:-.}
json=${RUNNER_TEMP:?RUNNER_TEMP is set by the runner}/repro-results.json
markdown=$RUNNER_TEMP/repro-changes.md
earlier=$RUNNER_TEMP/repro-base.json
tree=$RUNNER_TEMP/repro-base
read -r -a options <<< "${OPTIONS:-}"

# The results of the base. A base that cannot be verified, such as one without the project, leaves nothing to compare with.
verify_base() {
    local code=0 inside
    inside=$(git -C "$project" rev-parse --show-prefix)
    if ! git -C "$project" cat-file -e "$BASE^{commit}" 2>/dev/null; then
        printf 'The clone does not have the commit %s, so nothing is compared. Set fetch-depth: 0 of actions/checkout.\n' "$BASE"
        return
    fi
    git -C "$project" worktree add --quiet --detach "$tree" "$BASE"
    repro verify --project "$tree/$inside" --json "$earlier" ${options[@]+"${options[@]}"} >"$RUNNER_TEMP/repro-base.txt" 2>&1 || code=$?
    git -C "$project" worktree remove --force "$tree"
    (( code <= 1 )) && return
    printf 'The base %s could not be verified, so nothing is compared:\n' "$BASE"
    cat "$RUNNER_TEMP/repro-base.txt"
    rm -f "$earlier"
}

rm -f "$earlier" "$markdown"
comparison=()
if [[ -n ${BASE:-} ]]; then
    verify_base
    [[ ! -s $earlier ]] || comparison=(--compare-to "$earlier" --markdown "$markdown")
fi

code=0
repro verify --project "$project" --json "$json" ${comparison[@]+"${comparison[@]}"} ${options[@]+"${options[@]}"} || code=$?
printf 'json=%s\n' "$json" >> "${GITHUB_OUTPUT:?GITHUB_OUTPUT is set by the runner}"
if [[ -s $markdown ]]; then
    printf 'markdown=%s\n' "$markdown" >> "$GITHUB_OUTPUT"
    [[ -z ${GITHUB_STEP_SUMMARY:-} ]] || cat "$markdown" >> "$GITHUB_STEP_SUMMARY"
fi
if [[ -n ${REPORT:-} ]]; then
    repro report --project "$project" --out "$REPORT" || code=$?
fi

exit "$code"
