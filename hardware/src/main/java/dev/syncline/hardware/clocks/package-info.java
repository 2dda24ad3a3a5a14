/** Time from one clock to another: the clocks of one host, its PTP hardware clocks, other hosts. */
@NullMarked
package dev.syncline.hardware.clocks;

import org.jspecify.annotations.NullMarked;
