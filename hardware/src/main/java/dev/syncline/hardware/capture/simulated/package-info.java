/** Cameras that exist only as numbers: in simulated time for tests, or paced by the machine's clock. */
@NullMarked
package dev.syncline.hardware.capture.simulated;

import org.jspecify.annotations.NullMarked;
