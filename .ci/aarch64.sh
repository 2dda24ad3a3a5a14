#!/usr/bin/env bash
# Compiles the libcamera shim for 64-bit ARM, as on a Raspberry Pi, and links it against Debian's libcamera of that kind:
# bash .ci/aarch64.sh
#
# Shows that sources, types and symbols are right there; nothing of it is run. Works in the Debian trixie tree (see
# trixie-tree.sh). Needs root and a Debian machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
here=$PWD/.ci
native=$PWD/native-bindings/src/main/native

tree=$(bash "$here/trixie-tree.sh" g++-aarch64-linux-gnu)
scratch=/syncline-aarch64-$$
trap 'rm -rf "${tree:?}$scratch"; rmdir "$tree$PWD" 2>/dev/null || true' EXIT

# shellcheck disable=SC2016 # the inner shell fills these in
bash "$here/in-tree.sh" "$tree" --bind "$PWD" env DEBIAN_FRONTEND=noninteractive bash -c '
    set -eu
    scratch=$1 native=$2
    mkdir -p "$scratch/arm64"
    cd "$scratch"
    dpkg --print-foreign-architectures | grep -qx arm64 || {
        dpkg --add-architecture arm64
        apt-get update -q >&2
    }
    version=$(dpkg-query -W -f "\${Version}" libcamera-dev)
    shared=$(dpkg-query -S /usr/lib/x86_64-linux-gnu/libcamera.so.[0-9]* | sed -n "1s/:.*//p")
    apt-get download -q "$shared:arm64=$version" >&2
    for package in *.deb; do
        dpkg -x "$package" arm64
    done
    libraries=arm64/usr/lib/aarch64-linux-gnu
    for library in "$libraries"/libcamera*.so.*.*; do
        name=$(basename "$library")
        ln -sf "$name" "$libraries/${name%%.so.*}.so"
    done
    # Its own dependencies are not there, so only what the shim itself asks for is looked up.
    aarch64-linux-gnu-g++ -std=c++17 -O2 -g0 -Wall -Wextra -Werror -Wno-unused-parameter -fPIC -shared \
        -Wl,-z,defs -Wl,--allow-shlib-undefined -o libsyncline-camera.so "$native"/*.cpp \
        $(pkg-config --cflags libcamera) -L"$libraries" -lcamera -lcamera-base
    aarch64-linux-gnu-readelf -h libsyncline-camera.so | grep -q AArch64
    count=$(aarch64-linux-gnu-nm -D --defined-only libsyncline-camera.so | grep -c " T syncline_camera_")
    printf "aarch64: the shim links against libcamera %s, %s functions\n" "$version" "$count"
' bash "$scratch" "$native"
