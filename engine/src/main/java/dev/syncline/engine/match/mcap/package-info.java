/**
 * MCAP, the container of robots' recordings (mcap.dev, version 0): its indexed parts read, and files of that kind
 * written. Compression comes from outside, through {@link dev.syncline.engine.match.mcap.ChunkCompression}.
 */
@NullMarked
package dev.syncline.engine.match.mcap;

import org.jspecify.annotations.NullMarked;
