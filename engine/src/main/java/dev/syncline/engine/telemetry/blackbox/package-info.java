/** Blackbox: what flight controllers with Betaflight, EmuFlight, INAV and Cleanflight log. */
@NullMarked
package dev.syncline.engine.telemetry.blackbox;

import org.jspecify.annotations.NullMarked;
