/** {@code syncline align}: two motion logs of one body. */
@NullMarked
package dev.syncline.cli.align;

import org.jspecify.annotations.NullMarked;
