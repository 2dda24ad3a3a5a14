/** The time of satellites: a pulse a second, and the sentences that say which second it was. */
@NullMarked
package dev.syncline.hardware.gnss;

import org.jspecify.annotations.NullMarked;
