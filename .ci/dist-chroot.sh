#!/usr/bin/env bash
# Tries the archive of mvn -Pdist package on a machine that has nothing: a root of its own with glibc, a static busybox for
# the shell, and no Java. Needs root and Debian. Usage: bash .ci/dist-chroot.sh [ARCHIVE]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

archive=${1:-$(ls cli/target/syncline-*-linux-*.tar.gz)}
busybox=$(command -v busybox || true)
if [ -z "$busybox" ] || ldd "$busybox" >/dev/null 2>&1; then
    apt-get install -y -q --no-install-recommends busybox-static >/dev/null ||
        { apt-get update -q && apt-get install -y -q --no-install-recommends busybox-static >/dev/null; }
    busybox=/bin/busybox
fi

root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT
mkdir -p "$root"/{bin,usr/bin,dev,proc,tmp,home/user,opt}
cp "$busybox" "$root/bin/busybox"
chroot "$root" /bin/busybox --install -s /bin
ln -s /bin/env "$root/usr/bin/env"
# What glibc itself consists of, and nothing else: neither libstdc++ nor zlib.
for file in $(dpkg -L libc6 | grep -E '/(ld-linux[^/]*|lib(c|m|dl|pthread|rt|resolv|nss_[a-z]*)\.so\.[0-9]+)$'); do
    if [ -e "$file" ]; then
        mkdir -p "$root$(dirname "$file")"
        cp -L "$file" "$root$file"
    fi
done
interpreter=$(ldd /bin/true | sed -n 's/^[[:space:]]*\(\/[^ ]*ld-linux[^ ]*\).*/\1/p')
mkdir -p "$root$(dirname "$interpreter")"
[ -e "$root$interpreter" ] || cp -L "$interpreter" "$root$interpreter"
tar -xzf "$archive" -C "$root/opt" --no-same-owner
installed=$(basename "$archive" .tar.gz)

# A mount namespace of its own: nothing of it is left when the last process ends.
inside() {
    # shellcheck disable=SC2016 # for the shells inside
    unshare --mount --pid --fork --kill-child sh -c '
        mount --bind "$0" "$0" && mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/dev"
        for device in null:3 zero:5 random:8 urandom:9; do mknod -m 666 "$0/dev/${device%:*}" c 1 "${device#*:}"; done
        root=$0
        exec chroot "$root" /bin/env -i HOME=/home/user PATH=/bin sh -c "$1"' "$root" "$1"
}

inside "! command -v java && ! command -v mvn" || { echo "dist: there is a Java in the empty root" >&2; exit 1; }
# The first command makes the start-up cache on the side; what ends the namespace would end that too.
inside "/opt/$installed/syncline doctor && for i in \$(seq 300); do ls /home/user/.cache/syncline/*.aot 2>/dev/null && exit 0; sleep 1; done; exit 1" ||
    { echo "dist: no start-up cache was made in the user's cache folder" >&2; exit 1; }
inside "/opt/$installed/syncline --version"
inside "cd /home/user && /opt/$installed/syncline demo --quiet --out demo && ls demo"
for file in report.html demo.gyroflow points.csv; do
    [ -s "$root/home/user/demo/$file" ] || { echo "dist: the demo left no $file" >&2; exit 1; }
done
[ -z "$(find "$root/opt" -newer "$root/home/user/demo/report.html" -print -quit)" ] ||
    { echo "dist: something was written into the installed copy" >&2; exit 1; }
echo "dist: $installed runs with glibc alone"
