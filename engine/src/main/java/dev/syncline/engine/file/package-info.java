/** Files that appear whole, or grow so that what is there can be read. */
@NullMarked
package dev.syncline.engine.file;

import org.jspecify.annotations.NullMarked;
