/** {@code syncline match}: streams of messages into groups. */
@NullMarked
package dev.syncline.cli.match;

import org.jspecify.annotations.NullMarked;
