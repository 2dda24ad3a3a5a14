/** Points followed from frame to frame. */
@NullMarked
package dev.syncline.engine.flow;

import org.jspecify.annotations.NullMarked;
