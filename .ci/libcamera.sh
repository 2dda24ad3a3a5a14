#!/usr/bin/env bash
# Captures two of libcamera's virtual cameras through the shim: the JUnit tests that are tagged "libcamera".
#
#   bash .ci/libcamera.sh                     the tests
#   bash .ci/libcamera.sh COMMAND [ARGUMENT]  a command in the tree instead, with the cameras there
#
# They run inside a Debian trixie tree (see trixie-tree.sh), since older Debian's libcamera has no usable virtual cameras;
# the checkout and the JDK lie at their own paths in it. Where the kernel offers no memory for frames (/dev/udmabuf,
# /dev/dma_heap), only that is stood in for. Needs root and a Debian machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
here=$PWD/.ci
native=$PWD/native-bindings/src

say() {
    printf 'libcamera: %s\n' "$*"
}

tree=$(bash "$here/trixie-tree.sh")
jdk=$(bash "$here/jdk25.sh")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

inside() {
    bash "$here/in-tree.sh" "$tree" --bind "$PWD" --bind "$jdk" --bind "$work" "$@"
}

# The mounts in the tree are read-only, so what is built goes through its own /tmp.
scratch=/syncline-$$
trap 'rm -rf "$work" "${tree:?}$scratch"; rmdir "$tree$work" 2>/dev/null || true' EXIT
inside sh "$native/main/native/build.sh" "$scratch"
[ -e "$tree$scratch/libsyncline-camera.so" ] || {
    say "the shim was not built in the tree"
    exit 1
}

cat >"$tree/usr/share/libcamera/pipeline/virtual/virtual.yaml" <<'YAML'
%YAML 1.1
---
"Virtual0":
  supported_formats:
  - width: 640
    height: 480
    frame_rates:
    - 30
    - 60
  test_pattern: "lines"
  location: "CameraLocationFront"
  model: "Virtual Video Device 0"
"Virtual1":
  supported_formats:
  - width: 320
    height: 240
    frame_rates:
    - 30
    - 60
  test_pattern: "bars"
  location: "CameraLocationBack"
  model: "Virtual Video Device 1"
YAML

preload=()
if [ -e /dev/udmabuf ] || [ -e /dev/dma_heap ]; then
    say "frames lie in the kernel's own dma-bufs"
else
    say "this kernel has no /dev/udmabuf and no /dev/dma_heap: memory for frames is stood in for"
    inside gcc -shared -fPIC -O2 -Wall -o "$scratch/udmabuf.so" "$native/test/native/udmabuf_standin.c" -ldl
    preload=("LD_PRELOAD=$scratch/udmabuf.so")
fi

if [ "$#" -eq 0 ]; then
    bash "$here/test-classpath.sh" "$work/classpath" "$work/lib"
    set -- bash "$here/tagged-tests.sh" libcamera "$work/classpath"
fi
inside env "${preload[@]}" "JAVA_HOME=$jdk" "SYNCLINE_JAVA_HOME=$jdk" \
    "JDK_JAVA_OPTIONS=-Dsyncline.libcamera.shim=$scratch/libsyncline-camera.so" "$@"
