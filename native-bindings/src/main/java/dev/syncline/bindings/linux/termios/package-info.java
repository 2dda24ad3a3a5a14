/** Serial lines of Linux: settings by {@code termios2}, low latency, line error counters. */
@NullMarked
package dev.syncline.bindings.linux.termios;

import org.jspecify.annotations.NullMarked;
