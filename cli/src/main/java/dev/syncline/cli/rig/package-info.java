/** {@code syncline rig}: rigs of cameras on a trigger line. */
@NullMarked
package dev.syncline.cli.rig;

import org.jspecify.annotations.NullMarked;
