/** What ground stations write of the radio link with a drone. */
@NullMarked
package dev.syncline.engine.telemetry.mavlink;

import org.jspecify.annotations.NullMarked;
