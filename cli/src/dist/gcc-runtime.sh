#!/bin/sh
# Copies gcc's runtime (GPL 3 with the runtime library exception) from the building machine into a folder: the native
# libraries need it, and a machine with glibc alone has none.
set -eu
mkdir -p "$1"
for name in libstdc++.so.6 libgcc_s.so.1; do
    file=$(/sbin/ldconfig -p | sed -n "s/^[[:space:]]*$name (libc6,x86-64.*=> //p" | head -n 1)
    [ -n "$file" ] || file=$(/sbin/ldconfig -p | sed -n "s/^[[:space:]]*$name .*=> //p" | head -n 1)
    [ -n "$file" ] || {
        echo "dist: no $name on this machine" >&2
        exit 1
    }
    cp -L "$file" "$1/$name"
done
