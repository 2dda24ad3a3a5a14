/** What is known about sensors and boards, read from a data file that users can add to. */
@NullMarked
package dev.syncline.hardware.rig.data;

import org.jspecify.annotations.NullMarked;
