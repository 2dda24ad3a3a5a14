/** {@code syncline sync} and {@code demo}: options, progress, result files. */
@NullMarked
package dev.syncline.cli.sync;

import org.jspecify.annotations.NullMarked;
