/** GoPro's metadata: key, length, value. */
@NullMarked
package dev.syncline.engine.read.gpmf;

import org.jspecify.annotations.NullMarked;
