package dev.syncline.hardware.dji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameParserTest {
    private static final byte[] FRAME = GoldenFrames.PUSH;

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static int framesIn(FrameParser parser, byte[] bytes) {
        int[] count = new int[1];
        parser.feed(bytes, 0, bytes.length, 0, frame -> count[0]++);
        return count[0];
    }

    /** A header with a right CRC16 that announces so many bytes. */
    private static byte[] header(int length) {
        byte[] header = new byte[FrameLayout.HEADER_BYTES];
        header[0] = FrameLayout.START;
        LittleEndian.putU16(header, FrameLayout.LENGTH, length);
        LittleEndian.putU16(header, FrameLayout.HEADER_CRC, FrameChecksum.crc16(header, 0, FrameLayout.HEADER_CRC));
        return header;
    }

    @Test
    void shouldFindFramesBetweenNoise() {
        FrameParser parser = new FrameParser(null);
        byte[] noise = {1, 2, FrameLayout.START, 3, FrameLayout.START, FrameLayout.START};
        assertEquals(3, framesIn(parser, joined(noise, FRAME, noise, FRAME, FRAME)));
        assertEquals(2L * noise.length, parser.counts().skippedBytes());
    }

    @Test
    void shouldFindFrameThatComesByteByByteAndStampItsLastByte() {
        FrameParser parser = new FrameParser(null);
        List<Long> arrivals = new ArrayList<>();
        for (int i = 0; i < FRAME.length; i++) {
            parser.feed(FRAME, i, 1, 1000 + i, frame -> arrivals.add(frame.arrivalNs()));
        }
        assertEquals(List.of(1000L + FRAME.length - 1), arrivals);
    }

    @Test
    void shouldDropHalfFrameAndKeepTheNext() {
        FrameParser parser = new FrameParser(null);
        byte[] half = Arrays.copyOf(FRAME, 40);
        assertEquals(2, framesIn(parser, joined(half, FRAME, FRAME)));
        assertEquals(1, parser.counts().bodyFaults());
        assertEquals(40, parser.counts().skippedBytes());
    }

    @Test
    void shouldFindFrameInsideOneWithWrongCrc() {
        FrameParser parser = new FrameParser(null);
        byte[] outer = joined(header(12 + FRAME.length + 4), FRAME, new byte[4]);
        assertEquals(1, framesIn(parser, outer));
        assertEquals(1, parser.counts().bodyFaults());
    }

    @Test
    void shouldRejectFrameWithEachBitFlipped() {
        for (int bit = 0; bit < FRAME.length * Byte.SIZE; bit++) {
            byte[] broken = FRAME.clone();
            broken[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            FrameParser parser = new FrameParser(null);
            assertEquals(1, framesIn(parser, joined(broken, FRAME, new byte[1023])), "bit " + bit);
        }
    }

    @Test
    void shouldNotWaitForEverWhereALengthLies() {
        FrameParser parser = new FrameParser(null);
        List<Long> arrivals = new ArrayList<>();
        byte[] bytes = joined(header(1023), FRAME);
        parser.feed(bytes, 0, bytes.length, 5, frame -> arrivals.add(frame.arrivalNs()));
        assertEquals(List.of(), arrivals);
        // A second later two more come; all three are there, each with its own time.
        parser.feed(FRAME, 0, FRAME.length, 1_000_000_005L, frame -> arrivals.add(frame.arrivalNs()));
        assertEquals(List.of(5L, 1_000_000_005L), arrivals);
        assertEquals(1, parser.counts().abandoned());
    }

    @Test
    void shouldTakeHeaderOnlyFrameAndRejectImpossibleLengths() {
        for (int length = 0; length < 20; length++) {
            FrameParser parser = new FrameParser(null);
            int found = framesIn(parser, joined(header(length), new byte[32]));
            assertEquals(length == 12 ? 1 : 0, found, "length " + length);
            assertEquals(length == 12 ? 32 : 44, parser.counts().skippedBytes() + waiting(parser), "length " + length);
        }
    }

    private static long waiting(FrameParser parser) {
        return parser.counts().bytes()
                - parser.counts().skippedBytes()
                - 12 * parser.counts().frames();
    }

    @Test
    void shouldCountEncryptionThatCannotBe() {
        FrameParser parser = new FrameParser(BodyCipher.ofHex(GoldenFrames.KEY));
        byte[] frame = GoldenFrames.ENCRYPTED.clone();
        frame[FrameLayout.PADDING] = 0x3F; // 31 bytes of padding
        LittleEndian.putU16(frame, FrameLayout.HEADER_CRC, FrameChecksum.crc16(frame, 0, FrameLayout.HEADER_CRC));
        LittleEndian.putU32(frame, frame.length - 4, new FrameChecksum().crc32(frame, 0, frame.length - 4));
        assertEquals(0, framesIn(parser, frame));
        assertEquals(1, parser.counts().badEncryption());
    }

    @Test
    void shouldOutliveTenMillionRandomBytes() {
        FrameParser parser = new FrameParser(BodyCipher.ofHex(GoldenFrames.KEY));
        SplittableRandom random = new SplittableRandom(6);
        byte[] chunk = new byte[4096];
        long fed = 0;
        while (fed < 10_000_000) {
            random.nextBytes(chunk);
            int length = 1 + random.nextInt(chunk.length);
            parser.feed(chunk, 0, length, fed, frame -> {});
            fed += length;
        }
        long heldBack = parser.counts().bytes() - parser.counts().skippedBytes();
        assertTrue(heldBack < 1023 + parser.counts().frames() * 1023, heldBack + " bytes held back");
        byte[] quiet = new byte[2048];
        parser.feed(quiet, 0, quiet.length, fed, frame -> {});
        assertEquals(1, framesIn(parser, FRAME));
    }

    @Property(tries = 200)
    void shouldFindEachFrameHoweverTheBytesAreCut(
            @ForAll @Size(max = 40) byte[] noise, @ForAll @IntRange(min = 1, max = 100) int step) {
        byte[] clean = noise.clone();
        for (int i = 0; i < clean.length; i++) {
            clean[i] = clean[i] == FrameLayout.START ? 0 : clean[i];
        }
        byte[] all = joined(FRAME, clean, GoldenFrames.ADD_ACK, FRAME, clean, GoldenFrames.SET_SYNC);
        FrameParser parser = new FrameParser(null);
        int[] count = new int[1];
        for (int at = 0; at < all.length; at += step) {
            parser.feed(all, at, Math.min(step, all.length - at), at, frame -> count[0]++);
        }
        assertEquals(4, count[0]);
        assertEquals(2L * clean.length, parser.counts().skippedBytes());
    }

    @Property(tries = 200)
    void shouldReadWhatIsWritten(
            @ForAll @Size(max = FrameWriter.MAX_BODY_BYTES - 16) byte[] body,
            @ForAll @IntRange(min = 0, max = 31) int session,
            @ForAll @IntRange(min = 0, max = 0xFFFF) int sequence,
            @ForAll boolean ack,
            @ForAll boolean encrypts) {
        BodyCipher cipher = encrypts ? BodyCipher.ofHex(GoldenFrames.KEY) : null;
        byte[] frame = new byte[FrameWriter.MAX_FRAME_BYTES];
        int length = new FrameWriter().write(frame, 0, session, ack, sequence, body, body.length, cipher);
        int[] count = new int[1];
        new FrameParser(cipher).feed(frame, 0, length, 0, view -> {
            count[0]++;
            assertEquals(session, view.session());
            assertEquals(sequence, view.sequence());
            assertEquals(ack, view.isAck());
            int skipped = view.isCommand() ? 2 : 0;
            assertTrue(ack
                    || body.length < 2
                    || Arrays.equals(Arrays.copyOfRange(body, skipped, body.length), view.value()));
        });
        assertEquals(1, count[0]);
    }

    @Test
    void shouldAllocateNothingForAFrame() {
        FrameParser parser = new FrameParser(BodyCipher.ofHex(GoldenFrames.KEY));
        byte[] many = joined(FRAME, GoldenFrames.ENCRYPTED, FRAME, GoldenFrames.ADD_ACK);
        HardSyncView view = new HardSyncView();
        long[] sum = new long[1];
        FrameHandler handler = frame -> {
            if (frame.isCommand() && frame.command() == DjiCommand.PUSH_PACKAGE) {
                sum[0] += view.wrap(frame.memory(), frame.valueOffset() + 1).ticks();
            }
        };
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 2_000; i++) {
            parser.feed(many, 0, many.length, i, handler);
        }
        long before = thread.getCurrentThreadAllocatedBytes();
        int rounds = 10_000;
        for (int i = 0; i < rounds; i++) {
            parser.feed(many, 0, many.length, i, handler);
        }
        long bytes = thread.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < rounds, bytes + " bytes for " + 4 * rounds + " frames");
        assertEquals(2L * 12_000 * 400_000, sum[0]);
    }
}
