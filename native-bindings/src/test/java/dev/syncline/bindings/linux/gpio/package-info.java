@NullMarked
package dev.syncline.bindings.linux.gpio;

import org.jspecify.annotations.NullMarked;
