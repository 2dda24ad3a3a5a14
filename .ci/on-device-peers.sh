#!/usr/bin/env bash
# What the bundle of device-peers.sh runs where a GPU is: bash on-device-peers.sh [FOLDER FOR LOGS]
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
logs=${1:-$here/logs}
mkdir -p "$logs"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -xJf "$here/peers.tar.xz" -C "$work"

libraries=
for name in libcudart.so.13 libnvrtc.so.13 libcuda.so.1; do
    if ! ldconfig -p 2>/dev/null | grep -q "$name"; then
        found=$(find /usr/local /opt /usr/lib -name "$name" -not -path '*/stubs/*' 2>/dev/null | head -n 1)
        if [ -n "$found" ]; then
            libraries=$libraries$(dirname "$found"):
        else
            echo "on-device-peers: $name is nowhere on this machine"
        fi
    fi
done
# The stand-ins come last: what the machine has goes first.
export LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:-}:$work/stubs
[ -z "${EXTRA_LIBRARIES:-}" ] || export LD_LIBRARY_PATH=$EXTRA_LIBRARIES:$LD_LIBRARY_PATH

java() {
    "$work/java/bin/java" -Xms64m -Xmx4g -XX:-UsePerfData --add-modules jdk.incubator.vector \
        --enable-native-access=ALL-UNNAMED -Dorg.bytedeco.javacpp.cachedir="$work/cache" \
        -cp "$work/classes/engine:$work/classes/native-bindings:$work/classes/hardware:$work/classes/bench:$work/lib/*" "$@" \
        2> >(grep -v 'Using incubator modules' >&2)
}

{
    nvidia-smi -L 2>&1 || echo "no NVIDIA driver"
    java dev.syncline.bench.DeviceFlow cuda
    java -Dorg.bytedeco.javacpp.platform.extension=-gpu dev.syncline.bench.DevicePeers cuda
} 2>&1 | tee "$logs/peers.log"
