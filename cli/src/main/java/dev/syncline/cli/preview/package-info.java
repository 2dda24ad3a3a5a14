/** {@code syncline check} and {@code syncline preview}: seeing that a sync is right. */
@NullMarked
package dev.syncline.cli.preview;

import org.jspecify.annotations.NullMarked;
