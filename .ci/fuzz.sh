#!/usr/bin/env bash
# Feeds every reader, and the parsers of what comes from a network, with bytes that Jazzer thinks of: bash .ci/fuzz.sh
#
#   FUZZ_SECONDS   for each target (default: 30)
#   FUZZ_SEED      where the thinking begins (default: 1, so that one run is like another; 0: anywhere)
#   FUZZ_TARGETS   only these, such as "lens project" (default: all)
#
# Two targets at a time, each in 512 MB of heap. Anything but an I/O error with a message, and any input that takes longer
# than five seconds, is a fault; the input is left in hardware/target/fuzz/TARGET. A timeout is tried once more alone, since a
# machine that stalls looks the same. What was learned stays there for the next time. Inputs that were faults belong into
# hardware/src/test/resources/fuzz/TARGET, which every build reads.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
java=${SYNCLINE_JAVA_HOME:-${JAVA_HOME:?set it to a JDK 25}}
seconds=${FUZZ_SECONDS:-30}
seed=${FUZZ_SEED:-1}
seeds=$PWD/hardware/src/test/resources/fuzz
work=$PWD/hardware/target/fuzz
targets=${FUZZ_TARGETS:-$(ls "$seeds")}

JAVA_HOME=$java mvn -B -q -Pfuzz -DskipTests -Dspotless.check.skip=true package -pl hardware -am

jazzer() {
    "$java/bin/java" -Xmx512m --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
        -XX:+EnableDynamicAgentLoading -Dsyncline.fuzz="$target" -Dsyncline.fuzz.seeds="$seeds/$target" \
        -cp "hardware/target/test-classes:hardware/target/classes:hardware/target/fuzz-lib/*" \
        com.code_intelligence.jazzer.Jazzer --target_class=dev.syncline.hardware.fuzz.FuzzTarget \
        --instrumentation_includes='dev.syncline.**' --custom_hook_includes='dev.syncline.**' --reproducer_path="$work/$target" \
        -artifact_prefix="$work/$target/" -timeout=5 -rss_limit_mb=3000 -seed="$seed" "$@"
}

one() {
    local target=$1 code=0 said="" slow
    mkdir -p "$work/$target"
    rm -f "$work/$target"/timeout-*
    jazzer -max_total_time="$seconds" -print_final_stats=1 "$work/$target" "$seeds/$target" >"$work/$target.log" 2>&1 || code=$?
    slow=$(find "$work/$target" -name 'timeout-*' | head -1)
    if [ "$code" != 0 ] && [ -n "$slow" ] && jazzer -runs=1 "$slow" >>"$work/$target.log" 2>&1; then
        said=", one of them slow while the machine stalled, quick when tried again"
        code=0
    fi
    [ "$code" = 0 ] || said=": FAULT, see $work/$target.log"
    printf '%-20s %12s inputs%s\n' "$target" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log")" "$said"
    [ "$code" = 0 ] || grep -v '^#[0-9]' "$work/$target.log" | tail -40 | cut -c1-300
    return "$code"
}
export -f one jazzer
export java seconds seed seeds work

# shellcheck disable=SC2086 # one target a word
printf '%s\n' $targets | xargs -P 2 -I{} bash -c 'one {}'
