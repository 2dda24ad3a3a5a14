#!/usr/bin/env bash
# Runs a command inside a Debian tree: bash .ci/in-tree.sh TREE [--bind FOLDER]... COMMAND [ARGUMENT...]
#
# Each bound folder lies at the same path inside, read-only. All mounts live in a namespace of their own, so none is
# left behind whatever happens. Needs root. The command sees PATH, HOME, the locale and SYNCLINE_… variables, no more.
set -euo pipefail

tree=$(readlink -f "$1")
shift
binds=()
while [ "${1:-}" = --bind ]; do
    folder=$(readlink -f "$2")
    mkdir -p "$tree$folder"
    binds+=("$folder")
    shift 2
done
variables=()
while IFS= read -r name; do
    variables+=("$name=${!name}")
done < <(compgen -e | grep '^SYNCLINE_' || true)

# shellcheck disable=SC2016 # the inner shell fills these in
exec unshare --mount --propagation private -- bash -c '
    set -eu
    tree=$1 count=$2
    shift 2
    mount -t proc proc "$tree/proc"
    mount -t sysfs sysfs "$tree/sys"
    mount --rbind /dev "$tree/dev"
    while [ "$count" -gt 0 ]; do
        mount --rbind "$1" "$tree$1"
        mount -o remount,bind,ro "$tree$1"
        count=$((count - 1))
        shift
    done
    exec chroot "$tree" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"
' bash "$tree" "${#binds[@]}" "${binds[@]}" "${variables[@]}" "$@"
