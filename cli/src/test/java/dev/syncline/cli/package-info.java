/** Commands run through {@link dev.syncline.cli.Main} with captured streams. */
@NullMarked
package dev.syncline.cli;

import org.jspecify.annotations.NullMarked;
