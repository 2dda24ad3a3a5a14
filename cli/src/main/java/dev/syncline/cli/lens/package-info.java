/** {@code syncline lenses}. */
@NullMarked
package dev.syncline.cli.lens;

import org.jspecify.annotations.NullMarked;
