/** {@code syncline inspect}: what is in a motion log or a video. */
@NullMarked
package dev.syncline.cli.inspect;

import org.jspecify.annotations.NullMarked;
