/** The rules that a rig must keep, and what to fix where it does not. */
@NullMarked
package dev.syncline.hardware.rig.check;

import org.jspecify.annotations.NullMarked;
