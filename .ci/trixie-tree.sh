#!/usr/bin/env bash
# Makes a Debian trixie tree with libcamera 0.7 (its virtual cameras) and a C++ compiler, or takes the one that is there,
# and prints the folder: bash .ci/trixie-tree.sh [PACKAGE...]
#
# Packages that are named are installed in it, too. Needs root and a Debian machine; installs debootstrap where it is
# missing. What it does goes to standard error.
#
#   SYNCLINE_CACHE           where trees are kept (default: ~/.cache/syncline)
#   SYNCLINE_DEBIAN_MIRROR   the mirror (default: the first that apt is set up with here)
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

say() {
    printf 'trixie tree: %s\n' "$*" >&2
}

die() {
    say "$*"
    exit 1
}

[ "$(id -u)" -eq 0 ] || die "only root can make a tree and go into it; run as root"
command -v apt-get >/dev/null || die "there is no apt-get here; a Debian machine is needed"

install_here() {
    apt-get install -y -q --no-install-recommends "$@" >&2 && return
    apt-get update -q >&2
    apt-get install -y -q --no-install-recommends "$@" >&2
}

mirror_of_apt() {
    # shellcheck disable=SC2016 # apt fills these in
    apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 2>/dev/null |
        sed -n 's/^Debian|Debian|\(.*\)$/\1/p' | head -n 1
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${SYNCLINE_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/syncline}
tree=$cache/trixie
mkdir -p "$cache"
# One at a time: two builds of one tree would break each other.
exec 9>"$cache/trixie.lock"
flock 9

command -v debootstrap >/dev/null || install_here debootstrap
mirror=${SYNCLINE_DEBIAN_MIRROR:-$(mirror_of_apt)}
if [ -z "$mirror" ]; then
    say "apt is set up with no Debian mirror here: name one in SYNCLINE_DEBIAN_MIRROR"
    exit 1
fi

inside() {
    bash "$here/in-tree.sh" "$tree" env DEBIAN_FRONTEND=noninteractive "$@" 9>&-
}

if [ ! -f "$tree/.syncline-base" ]; then
    say "debootstrap into $tree (a minute or two)"
    rm -rf --one-file-system "$tree"
    keyring=()
    if [ -r /usr/share/keyrings/debian-archive-keyring.gpg ]; then
        keyring=(--keyring=/usr/share/keyrings/debian-archive-keyring.gpg)
    fi
    script=/usr/share/debootstrap/scripts/trixie
    [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
    debootstrap --variant=minbase "${keyring[@]}" trixie "$tree" "$mirror" "$script" >&2 9>&-
    printf 'deb %s trixie main\ndeb %s trixie-backports main\n' "$mirror" "$mirror" >"$tree/etc/apt/sources.list"
    apt-config dump | grep -E '^Acquire::https?::Proxy' >"$tree/etc/apt/apt.conf.d/80proxy" || true
    # No service is started in a tree.
    printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
    chmod +x "$tree/usr/sbin/policy-rc.d"
    touch "$tree/.syncline-base"
fi
cp -L /etc/resolv.conf /etc/hosts "$tree/etc/"

# shellcheck disable=SC2016 # dpkg-query fills this in
version_of() {
    inside dpkg-query -W -f '${Version}' "$1" 2>/dev/null || true
}

missing=()
for package in g++ pkgconf libcamera-dev libcamera-ipa libcamera-tools "$@"; do
    [ -n "$(version_of "$package")" ] || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
    say "installing ${missing[*]}"
    inside apt-get update -q >&2
    inside apt-get install -y -q --no-install-recommends -t trixie-backports "${missing[@]}" >&2
    inside apt-get clean
fi
say "libcamera $(version_of libcamera-dev) in $tree"
printf '%s\n' "$tree"
