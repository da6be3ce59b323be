#!/usr/bin/env bash
# Executes the steps of a Containerfile without a container runtime, in an overlay of this machine's root folder that is discarded at the
# end: RUN, COPY, ENV, WORKDIR and ENTRYPOINT. FROM is not executed: this machine takes the place of the base image.
#
#   containerfile.sh FILE PROJECT [ARGUMENTS]
#
# The folder of FILE is the build context. A copy of PROJECT is mounted at the working folder, and the entry point gets the ARGUMENTS.
# It needs root, overlayfs and what the base image has (.NET).
set -euo pipefail

if [[ ${1:-} != --inside ]]; then
    (( $# >= 2 )) || { printf 'usage: containerfile.sh FILE PROJECT [ARGUMENTS]\n' >&2; exit 2; }
    (( EUID == 0 )) || { printf 'containerfile.sh: only root can mount an overlay\n' >&2; exit 2; }
    exec unshare --mount -- "${BASH_SOURCE[0]}" --inside "$@"
fi

shift
file=$(realpath "$1") project=$(realpath "$2")
shift 2
context=$(dirname "$file")
layers=$(mktemp -d)
mount -t tmpfs tmpfs "$layers"
mkdir "$layers/upper" "$layers/work" "$layers/merged"
mount -t overlay overlay -o "lowerdir=/,upperdir=$layers/upper,workdir=$layers/work" "$layers/merged"
for folder in proc sys dev; do mount --rbind "/$folder" "$layers/merged/$folder"; done
mount -t tmpfs tmpfs "$layers/merged/tmp"
trap 'umount -l "$layers/merged" "$layers" 2>/dev/null; rmdir "$layers" 2>/dev/null' EXIT

environment=() folder=/ entry=()
inside() { env "${environment[@]}" chroot "$layers/merged" /bin/sh -c 'cd "$0" && exec "$@"' "$folder" "$@"; }

# A line that ends with a backslash goes on in the next one; comments between them are left out.
steps() { sed -e '/^[[:space:]]*#/d' -e '/^[[:space:]]*$/d' "$file" | sed -e ':a' -e '/\\$/{N;s/\\\n//;ba}'; }

while IFS= read -r -u 3 step; do
    what=${step%% *} rest=${step#* }
    printf '%s %s\n' "$what" "$rest"
    case $what in
        FROM|LABEL) ;;
        RUN) inside /bin/sh -c "$rest" ;;
        COPY)
            read -r -a words <<<"$rest"
            target=$layers/merged${words[-1]}
            mkdir -p "$target"
            # The patterns of COPY are expanded in the context.
            (cd "$context" && cp -- ${words[@]:0:${#words[@]}-1} "$target") ;;
        ENV)
            read -r -a words <<<"$rest"
            environment+=("${words[@]}") ;;
        WORKDIR)
            folder=$rest
            mkdir -p "$layers/merged$folder" ;;
        ENTRYPOINT) mapfile -t entry < <(grep -o '"[^"]*"' <<<"$rest" | tr -d '"') ;;
        *) printf 'containerfile.sh: the step %s is not known\n' "$what" >&2; exit 2 ;;
    esac
done 3< <(steps)

cp -r "$project/." "$layers/merged$folder"
inside "${entry[@]}" "$@"
