#!/usr/bin/env bash
# Prints the folder of a JDK 25 or newer on this machine, and fails where there is none.
set -euo pipefail
on_path=$(readlink -f "$(command -v javac || true)" || true)
for home in "${JAVA25_HOME:-}" "${SYNCLINE_JAVA_HOME:-}" "${JAVA_HOME:-}" "${on_path%/bin/javac}" /usr/lib/jvm/* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*; do
    if [ -x "$home/bin/javac" ]; then
        release=$("$home/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
        if [ "${release:-0}" -ge 25 ]; then
            readlink -f "$home"
            exit 0
        fi
    fi
done
printf 'no JDK 25 or newer was found; set SYNCLINE_JAVA_HOME to one\n' >&2
exit 1
