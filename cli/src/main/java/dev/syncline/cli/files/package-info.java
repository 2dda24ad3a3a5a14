/** Files that commands write: never over an input, never half written. */
@NullMarked
package dev.syncline.cli.files;

import org.jspecify.annotations.NullMarked;
