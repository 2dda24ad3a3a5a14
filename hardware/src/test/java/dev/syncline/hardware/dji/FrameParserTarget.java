package dev.syncline.hardware.dji;

import java.util.Arrays;

/** The frame parser on bytes that look for its weak places. */
public final class FrameParserTarget {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private FrameParserTarget() {}

    /** @throws IllegalStateException when bytes are lost or counted twice */
    public static void run(byte[] data) {
        // Half of the inputs are made valid frames, which chance alone would hardly ever find.
        byte[] stream = data.length > 0 && data[0] < 0 ? framed(data) : data;
        int step = data.length > 1 ? 1 + (data[1] & 0xFF) : 1;
        FrameParser parser = new FrameParser(BodyCipher.ofHex(KEY));
        HardSyncView view = new HardSyncView();
        long[] framedBytes = new long[1];
        for (int at = 0; at < stream.length; at += step) {
            parser.feed(stream, at, Math.min(step, stream.length - at), at * 1_000_000L, frame -> {
                framedBytes[0] += frame.value().length;
                if (frame.isCommand() && frame.valueLength() == 1 + HardSyncView.BYTES) {
                    byte[] _ = view.of(frame, 1).copy().toBytes();
                }
            });
        }
        ParserCounts counts = parser.counts();
        if (counts.bytes() != stream.length || counts.skippedBytes() + framedBytes[0] > stream.length) {
            throw new IllegalStateException("bytes are counted wrongly: " + counts);
        }
    }

    private static byte[] framed(byte[] data) {
        int length = Math.min(data.length, FrameWriter.MAX_BODY_BYTES - BodyCipher.BLOCK_BYTES);
        byte[] frame = new byte[data.length + FrameWriter.MAX_FRAME_BYTES];
        BodyCipher cipher = (data[0] & 1) == 0 ? null : BodyCipher.ofHex(KEY);
        int end = new FrameWriter().write(frame, 0, data[0] & 0x1F, false, 0, data, length, cipher);
        System.arraycopy(data, 0, frame, end, data.length - Math.min(data.length, 8));
        return Arrays.copyOf(frame, end + data.length);
    }
}
