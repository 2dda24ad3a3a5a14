/** Clock and pulse devices of this host: which there are, and what to do where one cannot be had. */
@NullMarked
package dev.syncline.hardware.device;

import org.jspecify.annotations.NullMarked;
