/** Recorded message streams: CSV, JSON lines, MCAP and motion logs read; groups written. */
@NullMarked
package dev.syncline.engine.match.read;

import org.jspecify.annotations.NullMarked;
