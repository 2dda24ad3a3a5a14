/** {@code syncline points}: sync points in a person's hands. */
@NullMarked
package dev.syncline.cli.points;

import org.jspecify.annotations.NullMarked;
