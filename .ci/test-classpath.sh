#!/usr/bin/env bash
# Writes the class path of the tests: bash .ci/test-classpath.sh FILE FOLDER
#
# FOLDER takes copies of the libraries, so that the path holds on another root, too. The checkout is compiled if need be.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
file=$1
folder=$2
mkdir -p "$folder"
# A file for each module: what the command line's tests need is not all that the others' need.
mvn -B -q -DskipTests -Dspotless.check.skip=true test-compile \
    dependency:build-classpath -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test -pl cli -am
for module in native-bindings hardware cli; do
    tr ':' '\n' <"$module/target/test-classpath"
    printf '\n'
done | awk 'NF && !seen[$0]++' | while IFS= read -r entry; do
    case $entry in
        *.jar)
            cp -u "$entry" "$folder/"
            printf '%s\n' "$folder/$(basename "$entry")"
            ;;
        *) printf '%s\n' "$entry" ;;
    esac
done | paste -sd: >"$file"
