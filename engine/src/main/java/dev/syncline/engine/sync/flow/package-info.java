/** Points followed from frame to frame. */
@NullMarked
package dev.syncline.engine.sync.flow;

import org.jspecify.annotations.NullMarked;
