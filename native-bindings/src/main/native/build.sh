#!/bin/sh
# Builds the libcamera shim: sh build.sh FOLDER
#
# Leaves libsyncline-camera.so in FOLDER, and nothing where this machine lacks libcamera's headers or a C++ compiler:
# then it says so and is content, since all else works without.
set -eu

folder=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
library=$folder/libsyncline-camera.so

skip() {
    printf 'libcamera shim: not built: %s\n' "$*"
    rm -f "$library"
    exit 0
}

compiler=${CXX:-g++}
config=${PKG_CONFIG:-pkg-config}
command -v "$config" >/dev/null 2>&1 || skip "there is no $config here"
"$config" --exists libcamera || skip "libcamera's headers are not here (on Debian: libcamera-dev)"
# Older ones name controls otherwise, and their virtual cameras leave timestamps uninitialised.
"$config" --atleast-version=0.5 libcamera ||
    skip "libcamera $("$config" --modversion libcamera) is too old, 0.5 or newer is needed"
command -v "$compiler" >/dev/null 2>&1 || skip "there is no C++ compiler $compiler here"

if [ -e "$library" ] && [ -z "$(find "$here" -type f -newer "$library" -print)" ]; then
    exit 0
fi
mkdir -p "$folder"
# shellcheck disable=SC2046 # flags are split at blanks on purpose
"$compiler" -std=c++17 -O2 -g0 -Wall -Wextra -Werror -Wno-unused-parameter -fPIC -shared -fvisibility=default \
    -o "$library.new" "$here"/*.cpp $("$config" --cflags --libs libcamera)
mv -f "$library.new" "$library"
printf 'libcamera shim: built against libcamera %s\n' "$("$config" --modversion libcamera)"
