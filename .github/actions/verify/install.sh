#!/usr/bin/env bash
# Installs the tool into a folder of the runner and puts it on the PATH of the following steps.
# VERSION and SOURCE are optional. NATIVE=false leaves the native libraries out; the tool names what is missing.
set -euo pipefail

folder=${RUNNER_TEMP:?RUNNER_TEMP is set by the runner}/repro-tool
arguments=(ReproSuite.Tool --tool-path "$folder")
[[ -z ${VERSION:-} ]] || arguments+=(--version "$VERSION")
[[ -z ${SOURCE:-} ]] || arguments+=(--add-source "$SOURCE")
# A package source of one's own has builds of untagged commits, whose versions are pre-releases.
[[ -z ${SOURCE:-} || -n ${VERSION:-} ]] || arguments+=(--prerelease)

dotnet tool install "${arguments[@]}"
printf '%s\n' "$folder" >> "${GITHUB_PATH:?GITHUB_PATH is set by the runner}"

if [[ ${NATIVE:-true} == true ]] && command -v apt-get >/dev/null && command -v sudo >/dev/null; then
    # The first names are Ubuntu's, the others Debian's.
    sudo apt-get update -qq || printf 'The package lists could not be updated.\n'
    sudo apt-get install -y -qq libturbojpeg libhdf5-103-1t64 >/dev/null || sudo apt-get install -y -qq libturbojpeg0 libhdf5-103-1 >/dev/null \
        || printf 'The native libraries could not be installed.\n'
fi
