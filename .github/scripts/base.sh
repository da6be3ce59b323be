#!/usr/bin/env bash
# The claims as they stood at the commit that a change starts from, into a file: base.sh COMMIT FILE
# Read from a second work tree, so that nothing of it mixes with the change.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
commit=$1 file=$(realpath -m "$2")
tree=$(mktemp -d)
trap 'git worktree remove --force "$tree/base" >/dev/null 2>&1; rm -rf "$tree"' EXIT
git cat-file -e "$commit^{commit}" 2>/dev/null || git fetch --quiet --depth 1 origin "$commit"
git worktree add --quiet --detach "$tree/base" "$commit"
code=0
"$tree/base/repro" verify --json "$file" >/dev/null || code=$?
# 1: a verdict contradicted the book there already; the comparison is about what changed.
(( code <= 1 ))
