/** Lines of the GPIO character device, version 2 of its interface: {@code linux/gpio.h}. */
@NullMarked
package dev.syncline.bindings.linux.gpio;

import org.jspecify.annotations.NullMarked;
