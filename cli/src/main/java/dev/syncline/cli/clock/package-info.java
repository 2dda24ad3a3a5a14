/** {@code syncline clock}: one clock in another's time. */
@NullMarked
package dev.syncline.cli.clock;

import org.jspecify.annotations.NullMarked;
