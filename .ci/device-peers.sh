#!/usr/bin/env bash
# Packs OpenCV's CUDA trackers and ours, to be timed beside each other on a machine with a GPU: bash .ci/device-peers.sh FOLDER
#
# FOLDER takes peers.tar.xz (under 60 MiB) and on-device-peers.sh. Copy both to the machine and run: bash on-device-peers.sh LOGS
# Needs gcc and binutils here; there, the NVIDIA driver and CUDA 13's libcudart and libnvrtc.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/.."
jdk=$(bash .ci/jdk25.sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lib" "$work/stubs" "$work/all" "$work/opencv/org/bytedeco"

echo "device-peers: compiling"
mvn -B -q -DskipTests -Dspotless.check.skip=true -P gpu-peers test-compile \
    dependency:copy-dependencies -DoutputDirectory="$work/all" -DincludeScope=runtime -DexcludeGroupIds=dev.syncline \
    -pl engine,native-bindings,hardware,bench -am
for module in engine native-bindings hardware bench; do
    mkdir -p "$work/classes/$module"
    cp -r "$module/target/classes/." "$work/classes/$module/"
done
cp "$work"/all/{javacpp,cuda,opencl}-*.jar "$work"/all/{jspecify,opencv,openblas}-*.jar "$work/lib/"
rm -f "$work"/lib/{opencv,openblas}-*-linux-*.jar

echo "device-peers: leaving out what is not needed"
(
    cd "$work/opencv"
    "$jdk/bin/jar" xf "$work"/all/opencv-*-linux-x86_64-gpu.jar org
    "$jdk/bin/jar" xf "$work"/all/openblas-*-linux-x86_64.jar org
    needed='core|imgproc|dnn|features2d|flann|calib3d|objdetect|cudaarithm|cudafilters|cudaimgproc|cudawarping|cudalegacy'
    needed="$needed|cudaoptflow|imgcodecs|videoio|highgui|optflow|ximgproc|video"
    find . -type f -regextype posix-extended \
        ! -regex ".*/lib(jni)?opencv_($needed)\.so(\.[0-9]+)?" ! -name 'libjniopenblas.so' \
        ! -name 'libjniopenblas_nolapack.so' -delete
)
libraries=$work/opencv/org/bytedeco/opencv/linux-x86_64-gpu
# OpenCV is linked with libraries of CUDA that the trackers never call, a gigabyte of them. Where the machine has none,
# stand-ins that end the program when they are called do.
nm -D --undefined-only "$libraries"/*.so* 2>/dev/null |
    sed -n 's/^ *U \([A-Za-z0-9_]*\)@\(lib\(npp\|cublas\|cufft\|cudnn\)[a-zA-Z]*\.so\.[0-9]*\)$/\2 \1/p' | sort -u >"$work/symbols"
for library in $(readelf -d "$libraries"/*.so* |
    sed -n 's/.*NEEDED.*\[\(lib\(npp\|cublas\|cufft\|cudnn\|openblas\)[^]]*\)\].*/\1/p' | sort -u) libopenblas_nolapack.so.0; do
    {
        echo '#include <stdlib.h>'
        sed -n "s/^$library \(.*\)/void \1(void) { abort(); }/p" "$work/symbols"
    } >"$work/stub.c"
    echo "$library { global: *; };" >"$work/stub.map"
    gcc -shared -fPIC -w -fno-builtin -o "$work/stubs/$library" "$work/stub.c" \
        -Wl,-soname,"$library" -Wl,--version-script="$work/stub.map"
done
# The classes load OpenCV's windows, too, which are linked with GTK and never opened.
nm -D --undefined-only "$libraries"/libopencv_highgui.so.* | sed -n 's/^ *U \(\(g\|gtk\|gdk\|cairo\)_[A-Za-z0-9_]*\)$/\1/p' |
    sort -u >"$work/symbols"
for library in $(readelf -d "$libraries"/libopencv_highgui.so.* |
    sed -n 's/.*NEEDED.*\[\(lib\(gtk\|gdk\|gobject\|glib\|cairo\)[^]]*\)\].*/\1/p'); do
    {
        echo '#include <stdlib.h>'
        case $library in libglib-*) sed 's/.*/void &(void) { abort(); }/' "$work/symbols" ;; esac
    } >"$work/stub.c"
    gcc -shared -fPIC -w -fno-builtin -o "$work/stubs/$library" "$work/stub.c" -Wl,-soname,"$library"
done
"$jdk/bin/jar" -c -f "$work/lib/opencv-natives.jar" -0 -M -C "$work/opencv" .
"$jdk/bin/jlink" --add-modules java.base,java.logging,java.management,jdk.security.auth,jdk.unsupported,jdk.incubator.vector \
    --strip-debug --no-header-files --no-man-pages --compress zip-0 --output "$work/java"

echo "device-peers: packing, which takes minutes"
tar -C "$work" -cf - java lib classes stubs | xz -T1 -6 >"$folder/peers.tar.xz"
cp .ci/on-device-peers.sh "$folder/"
size=$(stat -c %s "$folder/peers.tar.xz")
echo "device-peers: $folder/peers.tar.xz has $((size >> 20)) MiB"
[ "$size" -le $((60 << 20)) ] || exit 1
echo "device-peers: trying it here"
bash "$folder/on-device-peers.sh" "$work/logs"
