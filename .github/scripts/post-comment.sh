#!/usr/bin/env bash
# Posts a comparison as one comment of a pull request, or updates it: post-comment.sh FOLDER
# FOLDER comes from a run of foreign code: its texts are data, and its pull request's number counts only where that request's head
# is the commit that was run (HEAD_SHA). Nothing of the change is checked out or executed here.
set -euo pipefail
folder=$1
: "${GH_REPO:?}" "${HEAD_SHA:?}"
readonly mark='<!-- repro: claims -->'
# A link would put a file of this machine into a comment.
for file in number comment.md; do
    [[ -f $folder/$file && ! -L $folder/$file ]] || { echo "$file is missing, or no plain file: nothing is posted"; exit 0; }
done
[[ -f $folder/differs ]] && differs=1 || differs=0
number=$(head -c 16 "$folder/number" | tr -d '\n')
[[ $number =~ ^[1-9][0-9]{0,9}$ ]] || { echo "no pull request's number: nothing is posted"; exit 0; }
[[ $(gh api "repos/$GH_REPO/pulls/$number" --jq .head.sha) == "$HEAD_SHA" ]] || { echo "the pull request has moved on, or the number is another's: nothing is posted"; exit 0; }
body=$(mktemp)
trap 'rm -f "$body"' EXIT
# 65,536 characters are GitHub's limit; @ would call people.
{ head -c 60000 "$folder/comment.md" | iconv -c -f utf-8 -t utf-8 | sed 's/@/@\xe2\x80\x8b/g'; printf '\n%s\n' "$mark"; } >"$body"
comment=$(gh api --paginate "repos/$GH_REPO/issues/$number/comments" --jq ".[] | select(.user.type == \"Bot\" and (.body | contains(\"$mark\"))) | .id" | head -n 1)
if [[ -n $comment ]]; then
    gh api --method PATCH "repos/$GH_REPO/issues/comments/$comment" --field body=@"$body" >/dev/null
elif (( differs )); then
    gh api --method POST "repos/$GH_REPO/issues/$number/comments" --field body=@"$body" >/dev/null
else
    echo "nothing differs: nothing is posted"
fi
