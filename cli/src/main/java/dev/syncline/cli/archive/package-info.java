/** {@code syncline archive}: folders full of clips, each outcome kept before it is reported. */
@NullMarked
package dev.syncline.cli.archive;

import org.jspecify.annotations.NullMarked;
