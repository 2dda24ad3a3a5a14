/** Sync points, the line through them, and how far each can be trusted. */
@NullMarked
package dev.syncline.engine.track;

import org.jspecify.annotations.NullMarked;
