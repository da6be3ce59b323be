#!/usr/bin/env bash
# What a reviewer reads: comment.sh BASE.json FOLDER writes FOLDER/comment.md, whose first line says what changed in the claims,
# and FOLDER/differs where there is anything to say. Without a base file there are the verdicts alone. NUMBER, the pull request's,
# is left in FOLDER/number for whoever posts it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
base=$1 folder=$2
mkdir -p "$folder"
rm -f "$folder/differs"
printf '%s' "${NUMBER:-}" >"$folder/number"
against=()
[[ -s $base ]] && against=(--compare-to "$base")
code=0
./repro verify ${against[@]+"${against[@]}"} --markdown "$folder/claims.md" >"$folder/verify.txt" 2>"$folder/errors.txt" || code=$?
if (( code > 1 )); then
    # A damaged file or a build that failed is what a reviewer has to know first.
    cat "$folder/errors.txt" >&2
    { printf '**The claims could not be verified.**\n\n'; head -c 20000 "$folder/errors.txt" | sed "s|$PWD/||g; s/^/    /"; } >"$folder/comment.md"
    : >"$folder/differs"
    exit "$code"
fi
review=0
./repro snapshots review --markdown "$folder/snapshots.md" --html "$folder/snapshots.html" >/dev/null || review=$?
(( review <= 1 )) || exit "$review"
{
    cat "$folder/claims.md"
    printf '\n'
    cat "$folder/snapshots.md"
    printf 'Snapshots are accepted by `./repro snapshots accept NAME` (or `--all`) after `./repro test`, baselines by `./repro baseline accept RUN` after training; neither in CI.\n'
} >"$folder/comment.md"
if (( code == 1 || review == 1 )) || { [[ -s $base ]] && ! grep -q '^\*\*No claim changed' "$folder/claims.md"; }; then
    : >"$folder/differs"
fi
[[ -n ${GITHUB_STEP_SUMMARY:-} ]] && cat "$folder/comment.md" >>"$GITHUB_STEP_SUMMARY"
exit "$code"
