#!/usr/bin/env bash
# Writes the class path of the hardware module's and the command line's tests: bash .ci/test-classpath.sh FILE FOLDER
#
# FOLDER takes copies of the libraries, so that the path holds on another root, too. The checkout is compiled if need be.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
file=$1
folder=$2
mkdir -p "$folder"
mvn -B -q -DskipTests -Dspotless.check.skip=true test-compile \
    dependency:build-classpath -Dmdep.outputFile="$folder/.path" -Dmdep.includeScope=test -pl cli -am
tr ':' '\n' <"$folder/.path" | while IFS= read -r entry; do
    case $entry in
        *.jar)
            cp -u "$entry" "$folder/"
            printf '%s\n' "$folder/$(basename "$entry")"
            ;;
        *) printf '%s\n' "$entry" ;;
    esac
done | paste -sd: >"$file"
