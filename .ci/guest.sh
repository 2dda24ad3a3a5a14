#!/usr/bin/env bash
# Boots a Linux guest with the kernel's own test drivers and runs something in it, as root:
#
#   bash .ci/guest.sh                     the JUnit tests that are tagged "guest"
#   bash .ci/guest.sh COMMAND [ARGUMENT]  a command, in the checkout's folder
#
# The guest's root is the trixie tree (see trixie-tree.sh), read-only below a layer that is thrown away. The checkout and
# the JDK lie at their own paths, read-only; what is written to $SYNCLINE_OUT (/out) comes back in the folder that the
# last line names (for a command). The processor is emulated, so all is some ten times slower than outside; nothing in there may
# assert a time. Needs root and a Debian machine; installs qemu where it is missing.
#
#   SYNCLINE_GUEST_MODULES   modules to load (default: vivid gpio-sim pps-ktimer pps-ldisc ptp_mock netdevsim)
#   SYNCLINE_GUEST_TIMEOUT   seconds until the guest is ended (default: 900)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
here=$PWD/.ci
checkout=$PWD
modules=${SYNCLINE_GUEST_MODULES:-vivid gpio-sim pps-ktimer pps-ldisc ptp_mock netdevsim}

say() {
    printf 'guest: %s\n' "$*"
}

command -v qemu-system-x86_64 >/dev/null || {
    apt-get install -y -q --no-install-recommends qemu-system-x86 ||
        { apt-get update -q && apt-get install -y -q --no-install-recommends qemu-system-x86; }
}
# Pairs of terminals for the serial lines of tests.
tree=$(bash "$here/trixie-tree.sh" socat)
version=$(bash "$here/guest-kernel.sh" "$tree")
jdk=$(bash "$here/jdk25.sh")

work=$(mktemp -d)
out=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ "$#" -eq 0 ]; then
    # Libraries are all that is in it, and a run would leave a hundred megabytes.
    trap 'rm -rf "$work" "$out"' EXIT
    bash "$here/test-classpath.sh" "$out/classpath" "$out/lib"
    sed -i "s|$out/|/out/|g" "$out/classpath"
    set -- bash .ci/tagged-tests.sh guest /out/classpath
fi

# The image that the guest begins in: a shell, and the modules that reach the files outside.
mkdir -p "$work/initrd/bin" "$work/initrd/modules"
cp "$tree/bin/busybox" "$work/initrd/bin/"
: >"$work/initrd/order"
for module in virtio_pci 9pnet_virtio 9p overlay; do
    bash "$here/in-tree.sh" "$tree" modprobe -S "$version" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
done | awk '!seen[$0]++' | while IFS= read -r file; do
    name=$(basename "${file%%.ko*}").ko
    case $file in
        *.xz) xz -dc "$tree$file" >"$work/initrd/modules/$name" ;;
        *.zst) zstd -dcq "$tree$file" >"$work/initrd/modules/$name" ;;
        *) cp "$tree$file" "$work/initrd/modules/$name" ;;
    esac
    printf '%s\n' "$name" >>"$work/initrd/order"
done
cat >"$work/initrd/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev /low /top /newroot
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t devtmpfs dev /dev
while read -r name; do
    /bin/busybox insmod "/modules/$name" 2>/dev/null
done </order
nine() {
    /bin/busybox mkdir -p "$2"
    /bin/busybox mount -t 9p -o "trans=virtio,version=9p2000.L,msize=262144,$3" "$1" "$2"
}
nine tree /low ro,cache=loose
/bin/busybox mount -t tmpfs top /top
/bin/busybox mkdir -p /top/upper /top/work
/bin/busybox mount -t overlay -o lowerdir=/low,upperdir=/top/upper,workdir=/top/work overlay /newroot
# Before the checkout, which may lie below it.
/bin/busybox mount -t tmpfs tmp /newroot/tmp
nine out /newroot/out rw,cache=none
. /newroot/out/paths
nine jdk "/newroot$jdk" ro,cache=loose
nine checkout "/newroot$checkout" ro,cache=loose
/bin/busybox mount -t proc proc /newroot/proc
/bin/busybox mount -t sysfs sys /newroot/sys
/bin/busybox mount -t devtmpfs dev /newroot/dev
/bin/busybox mkdir -p /newroot/dev/pts
/bin/busybox mount -t devpts -o ptmxmode=666 pts /newroot/dev/pts
/bin/busybox chroot /newroot /bin/bash /out/run
/bin/busybox sync
/bin/busybox poweroff -f
INIT
chmod +x "$work/initrd/init"
printf 'jdk=%q\ncheckout=%q\n' "$jdk" "$checkout" >"$out/paths"
(cd "$work/initrd" && find . | "$tree/bin/busybox" cpio -o -H newc 2>/dev/null | gzip -1) >"$work/initrd.gz"

{
    printf '#!/bin/bash\n: >/out/begun\nexport PATH=%q:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8\n' "$jdk/bin"
    printf 'export JAVA_HOME=%q SYNCLINE_JAVA_HOME=%q SYNCLINE_OUT=/out\n' "$jdk" "$jdk"
    printf 'ip link set lo up 2>/dev/null\n'
    # shellcheck disable=SC2016 # for the guest's shell
    printf 'for module in %s; do modprobe "$module" || echo "guest: no module $module"; done\n' "$modules"
    printf 'mount -t configfs config /sys/kernel/config 2>/dev/null\n'
    # Where netdevsim is, a device of it has a PTP clock.
    printf '[ ! -e /sys/bus/netdevsim/new_device ] || echo "1 1" >/sys/bus/netdevsim/new_device\n'
    printf 'cd %q || exit 1\n' "$checkout"
    printf '%q ' "$@"
    # shellcheck disable=SC2016 # for the guest's shell
    printf '\necho $? >/out/rc\n'
} >"$out/run"

say "Linux $version, modules $modules"
# thread=single: the kernel patches its own code as it boots; with a thread for each processor qemu may run what was
# there before (seen: "Oops: int3", a panic before the first program).
# no_timer_check: on a busy host an emulated timer may be so late that the kernel takes it for broken.
boot() {
    timeout --foreground "${SYNCLINE_GUEST_TIMEOUT:-900}" qemu-system-x86_64 -accel tcg,thread=single -cpu max -M q35 \
        -smp 2 -m 2G -nographic -no-reboot -net none -monitor none \
        -kernel "$tree/boot/vmlinuz-$version" -initrd "$work/initrd.gz" \
        -append "console=ttyS0 quiet loglevel=3 panic=-1 no_timer_check" \
        -virtfs "local,path=$tree,mount_tag=tree,security_model=none,readonly=on,multidevs=remap" \
        -virtfs "local,path=$jdk,mount_tag=jdk,security_model=none,readonly=on,multidevs=remap" \
        -virtfs "local,path=$checkout,mount_tag=checkout,security_model=none,readonly=on,multidevs=remap" \
        -virtfs "local,path=$out,mount_tag=out,security_model=none,multidevs=remap" </dev/null |
        sed -u 's/\x1b\[[?0-9;]*[a-zA-Z]//g; s/\x1bc//g; s/\r$//' || say "the guest was ended"
}
boot
# A kernel that fell over before its first command has tested nothing of ours. What has begun is never run again.
if [ ! -e "$out/begun" ]; then
    say "ONCE MORE: the kernel did not come up, see above"
    boot
fi
rc=$(cat "$out/rc" 2>/dev/null || echo 1)
say "done, exit code $rc$([ ! -e "$out/classpath" ] && printf '; what it wrote is in %s' "$out")"
exit "$rc"
