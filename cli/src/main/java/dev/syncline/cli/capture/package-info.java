/** {@code syncline capture}, {@code cameras} and {@code frames}: recording together, and checking it afterwards. */
@NullMarked
package dev.syncline.cli.capture;

import org.jspecify.annotations.NullMarked;
