/** GoPro's metadata: key, length, value. */
@NullMarked
package dev.syncline.engine.telemetry.gpmf;

import org.jspecify.annotations.NullMarked;
