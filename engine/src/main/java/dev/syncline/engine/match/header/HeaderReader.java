package dev.syncline.engine.match.header;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads what messages of one type say of themselves. */
@FunctionalInterface
public interface HeaderReader {
    /**
     * A message's header.
     *
     * @param data the whole message, from position to limit; neither is changed
     * @return null where the message is damaged or says nothing
     */
    @Nullable
    MessageHeader read(ByteBuffer data);
}
