/** The clocks of this host. */
@NullMarked
package dev.syncline.bindings.linux.time;

import org.jspecify.annotations.NullMarked;
