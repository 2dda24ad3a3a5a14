/** {@code syncline render} and {@code syncline evaluate}: clips whose truth is known, and how near methods come to it. */
@NullMarked
package dev.syncline.cli.evaluate;

import org.jspecify.annotations.NullMarked;
