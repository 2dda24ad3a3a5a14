#!/usr/bin/env bash
# What the bundle of device.sh runs where a GPU is: bash on-device.sh [FOLDER FOR LOGS]
#
# Needs nothing but the bundle that it lies in, the NVIDIA driver, and CUDA 13's libcudart and libnvrtc somewhere on the
# machine. Each part says what it skipped; the table at the end says what failed.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
logs=${1:-$here/logs}
mkdir -p "$logs"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -xJf "$here/bundle.tar.xz" -C "$work"

# Where the CUDA libraries are, when the loader does not know.
libraries=
for name in libcudart.so.13 libnvrtc.so.13 libnvcuvid.so.1 libcuda.so.1; do
    if ! ldconfig -p 2>/dev/null | grep -q "$name"; then
        found=$(find /usr/local /opt /usr/lib -name "$name" -not -path '*/stubs/*' 2>/dev/null | head -n 1)
        if [ -n "$found" ]; then
            libraries=$libraries$(dirname "$found"):
        else
            echo "on-device: $name is nowhere on this machine"
        fi
    fi
done
export LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:-}
[ -z "$libraries" ] || echo "on-device: LD_LIBRARY_PATH=$LD_LIBRARY_PATH"

java() {
    "$work/java/bin/java" -Xms64m -Xmx4g -XX:-UsePerfData --add-modules jdk.incubator.vector \
        --enable-native-access=ALL-UNNAMED -Djava.library.path="${LD_LIBRARY_PATH}" -cp "$(printf '%s:' "$work"/classes/*)$work/lib/*" "$@" \
        2> >(grep -v 'Using incubator modules' >&2)
}

table=()
part() {
    local name=$1
    shift
    local begin=$SECONDS
    echo "=== $name"
    "$@" >"$logs/$name.log" 2>&1
    local code=$?
    tail -n "${LINES_SHOWN:-25}" "$logs/$name.log"
    table+=("$(printf '%-12s %-6s %3d s' "$name" "$([ $code -eq 0 ] && echo ok || echo "rc $code")" $((SECONDS - begin)))")
}

part machine sh -c 'nvidia-smi -L; nproc; uname -r; grep -m 1 "model name" /proc/cpuinfo'
part doctor java dev.syncline.cli.Main doctor
if [ -n "${ONLY_CHECK:-}" ]; then exit; fi
# The OpenCL driver of the GPU, where there is one; else the one that uses the processor, where there is that.
number=$(sed -n '/the processor itself/d; s/^opencl:\([0-9]*\) *ok.*/\1/p' "$logs/doctor.log" | head -n 1)
for kind in Cuda OpenCl; do
    LINES_SHOWN=40 part "tests-$kind" java -Dsyncline.test.opencl="${number:-0}" \
        org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors --details=summary \
        -c "dev.syncline.bindings.${kind,,}.${kind}FlowTrackerTest" -c "dev.syncline.bindings.${kind,,}.${kind}FaultTest"
done
# shellcheck disable=SC2086 # devices are words
part flow java dev.syncline.bench.DeviceFlow ${DEVICES:-cuda cpu}
for clips in "$work/clips" "$work/clips/large"; do
    part "truth-${clips##*/}" java dev.syncline.bench.DeviceTruth "${DEVICE:-cuda}" "$clips"
done

first=$(find "$work/clips" -maxdepth 1 -name '*.mp4' | sort | head -n 1)
for device in ${DEVICE:-cuda} auto; do
    LINES_SHOWN=12 part "sync-$device" java dev.syncline.cli.Main sync "$first" --device "$device" --quiet \
        --lens "${first%.mp4}.lens.json" --json "$logs/sync-$device.json"
    grep -A 12 '"engine"' "$logs/sync-$device.json" 2>/dev/null
done
LINES_SHOWN=14 part archive java dev.syncline.cli.Main archive "$work/clips" --out "$logs/archive" --jobs 2 --no-reports \
    --sync-options "--device ${DEVICE:-cuda}"
part launches java dev.syncline.bench.DeviceLaunches

# Last, for they take longest: whole syncs of large clips, and what limits them.
for clip in "$work/clips/large"/*.mp4; do
    [ -f "$clip" ] || continue
    name=$(basename "$clip" .mp4)
    for at_once in ${AT_ONCE:-1 16 32}; do
        part "$name-$at_once" java dev.syncline.bench.DeviceClips cuda "$clip" "$at_once" $((at_once < 16 ? 4 : 2 * at_once))
    done
    [ -n "${NO_CPU:-}" ] || part "$name-cpu" java dev.syncline.bench.DeviceClips cpu "$clip" 16 16
done
echo "=== table"
printf '%s\n' "${table[@]}" | tee "$logs/table.txt"
