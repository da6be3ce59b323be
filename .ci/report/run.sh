#!/usr/bin/env bash
# Makes the report and opens it in Chromium (check.mjs). usage: run.sh COUNTS
# COUNTS gets "passed failed"; no such file: it was not executed here, for want of a browser that cannot be installed either.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
counts=$1

can_install() { [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; }

# Installs Debian packages where that is possible; whether they are there then is for the caller to see.
install() {
    can_install || return 0
    { apt-get install -y -qq "$@" || { apt-get update -qq && apt-get install -y -qq "$@"; }; } >/dev/null 2>&1
}

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

browser >/dev/null || install chromium
command -v npm >/dev/null || install nodejs npm
if ! browser >/dev/null || ! command -v npm >/dev/null; then
    printf 'the report was not opened: it takes Chromium, Node.js and npm\n'
    # Where packages can be installed, a missing browser is a failure.
    can_install && exit 1
    exit 0
fi

npm --prefix "$here" ci --silent || { printf 'npm could not install what .ci/report/package-lock.json names\n' >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$here/../../repro" report --out "$folder/report.html" || exit 1
timeout 900 node "$here/check.mjs" "$(browser)" "$folder/report.html" "$counts"
