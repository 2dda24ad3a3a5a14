/** Cameras that start their frames together: the protocol, the servo, and the sockets that carry it. */
@NullMarked
package dev.syncline.hardware.framesync;

import org.jspecify.annotations.NullMarked;
