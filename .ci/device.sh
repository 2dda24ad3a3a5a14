#!/usr/bin/env bash
# Packs what is tried on a machine with a GPU, and tries it here as far as that goes: bash .ci/device.sh FOLDER [CLIP.mp4...]
#
# FOLDER takes bundle.tar.xz (a Java, the classes, the native libraries that are needed, a few clips; under 60 MiB) and
# on-device.sh. Copy both to the machine, which needs no network, no Java and no compiler, and run: bash on-device.sh LOGS
# Clips come with a .gcsv and a .lens.json of the same name beside them. Those of 2160 rows and more are timed, the others
# compared with the processor. Without clips the demo's is rendered.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
shift
clips=()
for clip in "$@"; do
    clips+=("$(readlink -f "$clip")")
done
cd "$(dirname "${BASH_SOURCE[0]}")/.."
jdk=$(bash .ci/jdk25.sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lib" "$work/classes" "$work/clips/large"

echo "device: compiling"
mvn -B -q -DskipTests -Dspotless.check.skip=true test-compile \
    dependency:copy-dependencies -DoutputDirectory="$work/lib" -DexcludeGroupIds=dev.syncline,net.jqwik,com.tngtech.archunit \
    -pl engine,native-bindings,hardware,cli,bench -am
# A folder each: their lists of services have the same names.
for module in engine native-bindings hardware cli bench; do
    mkdir -p "$work/classes/$module"
    cp -r "$module/target/classes/." "$work/classes/$module/"
done
mkdir -p "$work/classes/tests"
cp -r engine/target/test-classes/dev native-bindings/target/test-classes/dev "$work/classes/tests/"

echo "device: leaving out what is not needed"
# OpenCV is a peer to compare with, and not part of what is tried here.
rm -f "$work"/lib/{opencv,openblas,jmh,echarts,JTransforms,commons-math3,jSerialComm}*
for jar in "$work"/lib/ffmpeg-*-linux-*.jar "$work"/lib/cuda-*-linux-*.jar; do
    mkdir "$work/unpacked"
    (
        cd "$work/unpacked"
        "$jdk/bin/jar" xf "$jar"
        find . -type f \( -name 'ffmpeg' -o -name 'ffprobe' -o -name '*avdevice*' -o -name '*avfilter*' -o -path '*/include/*' \
            -o \( -path '*/cuda/*' -name 'libjni*' ! -name 'libjnicudart.so' ! -name 'libjninvrtc.so' \) \) -delete
        # Stored, since all is packed again.
        "$jdk/bin/jar" -c -f "$jar" -0 -M .
    )
    rm -rf "$work/unpacked"
done
for jar in "$work"/lib/*.jar; do
    case $jar in *-linux-*) continue ;; esac
    mkdir "$work/unpacked"
    (
        cd "$work/unpacked"
        "$jdk/bin/jar" xf "$jar"
        [ ! -d org/sqlite/native ] || find org/sqlite/native -type f ! -path '*Linux/x86_64*' -delete
        [ ! -d com/github/luben/zstd ] || find . -type f -path './*/libzstd-jni-*' ! -path './linux/amd64/*' -delete
        "$jdk/bin/jar" -c -f "$jar" -0 -M .
    )
    rm -rf "$work/unpacked"
done
"$jdk/bin/jlink" --add-modules java.base,java.logging,java.sql,java.xml,java.management,java.naming,java.security.jgss,java.security.sasl,jdk.management,jdk.security.auth,jdk.unsupported,jdk.incubator.vector \
    --strip-debug --no-header-files --no-man-pages --compress zip-0 --output "$work/java"

if [ "${#clips[@]}" -eq 0 ]; then
    echo "device: rendering the demo's clip"
    "$work/java/bin/java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
        -cp "$(printf '%s:' "$work"/classes/*)$work/lib/*" dev.syncline.cli.Main demo --quiet --out "$work/demo" >/dev/null
    clips=("$work"/demo/*.mp4)
fi
for clip in "${clips[@]}"; do
    to=$work/clips
    case $clip in *4k* | *2160*) to=$work/clips/large ;; esac
    cp "$clip" "${clip%.mp4}.gcsv" "${clip%.mp4}.lens.json" "$to/"
done

echo "device: packing"
tar -C "$work" -cf - java lib classes clips | xz -T1 -6 >"$folder/bundle.tar.xz"
cp .ci/on-device.sh "$folder/"
size=$(stat -c %s "$folder/bundle.tar.xz")
echo "device: $folder/bundle.tar.xz has $((size >> 20)) MiB"
[ "$size" -le $((60 << 20)) ] || {
    echo "device: more than 60 MiB: name fewer clips" >&2
    exit 1
}
echo "device: trying it here"
bash "$folder/on-device.sh" "$work/logs"
