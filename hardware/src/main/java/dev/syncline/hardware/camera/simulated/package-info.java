/** Cameras that exist only as numbers: in simulated time for tests, or paced by the machine's clock. */
@NullMarked
package dev.syncline.hardware.camera.simulated;

import org.jspecify.annotations.NullMarked;
