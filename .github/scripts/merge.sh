#!/usr/bin/env bash
# The night's trainings as one folder, with what they would change in the baselines: merge.sh PLAN FOLDER OUT [OPTIONS OF repro merge]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
plan=$1 folder=$2 out=$3
shift 3
./repro merge "$folder" --out "$out" --plan "$plan" "$@"
engine=$(grep -m 1 -o '"engine": "[A-Za-z]*"' "$plan" | cut -d '"' -f 4)
code=0
./repro baseline diff --runs "$out" --backend "$engine" >"$out/proposal.txt" || code=$?
(( code <= 1 )) || exit "$code"
{
    printf '### %s\n\n```\n' "What the night would change in the baselines ($engine)"
    head -c 60000 "$out/proposal.txt"
    printf '```\n'
} >"$out/report.md"
[[ -n ${GITHUB_STEP_SUMMARY:-} ]] && cat "$out/report.md" >>"$GITHUB_STEP_SUMMARY"
# Cpu promises the recorded bits; another engine's difference is a proposal.
if [[ $engine == Cpu ]] && grep -qE 'the history differs|the final weights differ|what was observed in the trained network is not' "$out/proposal.txt"; then
    echo "a recorded seed was not repeated bit for bit" >&2
    exit 1
fi
