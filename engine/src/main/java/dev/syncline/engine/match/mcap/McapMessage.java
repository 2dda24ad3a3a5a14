package dev.syncline.engine.match.mcap;

import java.nio.ByteBuffer;

/**
 * A message as read.
 *
 * @param channel where it came
 * @param sequence its number, as the recorder gave it; 0 where it gave none
 * @param logNs when the recorder had it, ns since the recorder's epoch
 * @param publishNs when its sender sent it, or {@code logNs} where that is not known
 * @param data its bytes, valid until the next message is read
 */
public record McapMessage(McapChannel channel, long sequence, long logNs, long publishNs, ByteBuffer data) {}
