/** Recordings of rigs that were never built: what their frames' timestamps would be. */
@NullMarked
package dev.syncline.hardware.rig.simulate;

import org.jspecify.annotations.NullMarked;
