/** {@code syncline worker}: jobs as JSON lines, many clips in one warm process. */
@NullMarked
package dev.syncline.cli.worker;

import org.jspecify.annotations.NullMarked;
