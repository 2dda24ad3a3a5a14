@NullMarked
package dev.syncline.bindings.linux.ptp;

import org.jspecify.annotations.NullMarked;
