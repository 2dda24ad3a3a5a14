/**
 * Two motion logs of one body on one timeline: offset, rate of the clocks, turn between the sensors, with error bars, or
 * why none can be trusted. No picture is involved.
 */
@NullMarked
package dev.syncline.engine.sync.align;

import org.jspecify.annotations.NullMarked;
