/** Sync points, the line through them, and how far each can be trusted. */
@NullMarked
package dev.syncline.engine.sync.track;

import org.jspecify.annotations.NullMarked;
