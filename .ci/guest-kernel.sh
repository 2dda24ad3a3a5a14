#!/usr/bin/env bash
# Puts a Debian kernel with its test drivers into the trixie tree, and prints its version: bash .ci/guest-kernel.sh TREE
#
# vivid comes with Debian's kernel; gpio-sim, pps-ktimer, ptp_mock and a netdevsim that has a PTP clock are built from
# the source package of the very same version. Called by guest.sh; what it does goes to standard error.
set -euo pipefail
tree=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

inside() {
    # INITRD: the kernel's package need not make the image that a machine of its own would boot from.
    bash "$here/in-tree.sh" "$tree" env DEBIAN_FRONTEND=noninteractive INITRD=No "$@"
}

say() {
    printf 'guest kernel: %s\n' "$*" >&2
}

if [ -f "$tree/.syncline-kernel" ]; then
    cat "$tree/.syncline-kernel"
    exit 0
fi
say "installing a kernel, its headers and its source (250 MB)"
inside apt-get update -q >&2
inside apt-get install -y -q --no-install-recommends busybox-static kmod xz-utils make \
    linux-image-amd64/trixie linux-headers-amd64/trixie linux-source/trixie >&2
inside apt-get clean
# The newest of what is installed: mirrors drop old ones, so a version is never named here.
version=$(find "$tree/lib/modules" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort -V | tail -n 1)
archive=$(find "$tree/usr/src" -name 'linux-source-*.tar.xz' -printf '/usr/src/%f\n' | sort -V | tail -n 1)
say "building test drivers for $version"
# shellcheck disable=SC2016 # the inner shell fills these in
inside bash -c '
    set -eu
    build=/usr/src/syncline-modules
    rm -rf "$build"
    mkdir -p "$build"
    cd "$build"
    tar --strip-components=1 --wildcards -xf "$2" "*/drivers/gpio/gpio-sim.c" "*/drivers/gpio/*.h" \
        "*/kernel/irq/irq_sim.c" "*/drivers/pps/clients/pps-ktimer.c" "*/drivers/ptp/ptp_mock.c" \
        "*/drivers/net/netdevsim"
    mkdir src
    cp drivers/gpio/gpio-sim.c drivers/gpio/*.h kernel/irq/irq_sim.c drivers/pps/clients/pps-ktimer.c \
        drivers/ptp/ptp_mock.c src/
    cp -r drivers/net/netdevsim src/netdevsim
    # It is no module in the kernel own build: it has no licence line, and calls what is not exported to modules.
    sed -i "s/irq_to_desc(\([a-z]*\))/irq_data_to_desc(irq_get_irq_data(\1))/" src/irq_sim.c
    printf "#include <linux/module.h>\nMODULE_DESCRIPTION(\"simulated interrupts\");\nMODULE_LICENSE(\"GPL\");\n" >>src/irq_sim.c
    {
        printf "obj-m += irq_sim.o gpio-sim.o pps-ktimer.o ptp_mock.o netdevsim/\n"
        printf "ccflags-y += -DCONFIG_PTP_1588_CLOCK_MOCK_MODULE=1 -I\$(src)\n"
    } >src/Makefile
    sed -i "s/obj-\$(CONFIG_NETDEVSIM)/obj-m/" src/netdevsim/Makefile
    printf "ccflags-y += -DCONFIG_PTP_1588_CLOCK_MOCK_MODULE=1\n" >>src/netdevsim/Makefile
    make -s -C "/lib/modules/$1/build" M="$build/src" modules
    mkdir -p "/lib/modules/$1/updates"
    find src -name "*.ko" -exec cp {} "/lib/modules/$1/updates/" \;
    depmod "$1"
    rm -rf "$build" /usr/src/linux-source-*.tar.xz
' bash "$version" "$archive" >&2
printf '%s\n' "$version" >"$tree/.syncline-kernel"
cat "$tree/.syncline-kernel"
