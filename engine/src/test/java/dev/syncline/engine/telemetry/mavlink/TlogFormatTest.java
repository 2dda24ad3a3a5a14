package dev.syncline.engine.telemetry.mavlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlogFormatTest {
    @TempDir
    Path folder;

    /** Writes a log packet by packet. */
    private static final class Log {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private long us = 1_700_000_000_000_000L;

        /** @param second whether as MAVLink 2, without zeros at the end */
        Log packet(boolean second, int system, int message, int extra, byte[] payload) {
            int length = payload.length;
            while (second && length > 1 && payload[length - 1] == 0) {
                length--;
            }
            ByteBuffer b = ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN);
            if (second) {
                b.put((byte) 0xfd).put((byte) length).putShort((short) 0).put((byte) 7);
                b.put((byte) system).put((byte) 1).put((byte) message).putShort((short) 0);
            } else {
                b.put((byte) 0xfe).put((byte) length).put((byte) 7);
                b.put((byte) system).put((byte) 1).put((byte) message);
            }
            b.put(payload, 0, length);
            int crc = 0xffff;
            for (int i = 1; i <= b.position(); i++) {
                int value = i < b.position() ? b.get(i) & 0xff : extra;
                crc ^= value;
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8408 : crc >> 1;
                }
            }
            b.putShort((short) crc);
            out.writeBytes(ByteBuffer.allocate(8).putLong(us += 1000).array());
            out.writeBytes(Arrays.copyOf(b.array(), b.position()));
            return this;
        }

        Log heartbeat(int system, int autopilot) {
            byte[] payload = {0, 0, 0, 0, 2, (byte) autopilot, 0, 4, 3};
            return packet(false, system, 0, 50, payload);
        }

        Log highres(boolean second, long time, float x, float y, float z) {
            ByteBuffer b = ByteBuffer.allocate(62).order(ByteOrder.LITTLE_ENDIAN);
            b.putLong(time)
                    .putFloat(9)
                    .putFloat(9)
                    .putFloat(9)
                    .putFloat(x)
                    .putFloat(y)
                    .putFloat(z);
            return packet(second, 1, 105, 93, b.array());
        }

        Log scaled(int ms, int x, int y, int z) {
            ByteBuffer b =
                    ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN).putInt(ms);
            return packet(true, 1, 26, 170, withShorts(b, x, y, z));
        }

        Log raw(int system, long us, int x, int y, int z) {
            ByteBuffer b =
                    ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN).putLong(us);
            return packet(true, system, 27, 144, withShorts(b, x, y, z));
        }

        private static byte[] withShorts(ByteBuffer b, int x, int y, int z) {
            b.putShort((short) 1).putShort((short) 2).putShort((short) 3);
            b.putShort((short) x).putShort((short) y).putShort((short) z);
            byte[] bytes = new byte[b.capacity()];
            b.get(0, bytes);
            return bytes;
        }

        Log attitude(int ms, float x, float y, float z) {
            ByteBuffer b = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
            b.putInt(ms)
                    .putFloat(1)
                    .putFloat(2)
                    .putFloat(3)
                    .putFloat(x)
                    .putFloat(y)
                    .putFloat(z);
            return packet(true, 1, 30, 39, b.array());
        }

        /** The same packet with a later time. */
        Log again(String packet) {
            byte[] bytes = HexFormat.of().parseHex(packet);
            int length = bytes[1] & 0xff;
            byte[] payload = Arrays.copyOfRange(bytes, 10, 10 + length);
            payload[1]++;
            Map<Integer, Integer> extras = Map.of(105, 93, 26, 170, 27, 144, 116, 76, 129, 46, 30, 39);
            int message = bytes[7] & 0xff;
            return packet(true, 1, message, extras.getOrDefault(message, 0), payload);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    private static Log small() {
        return new Log()
                .heartbeat(1, 12)
                .highres(false, 5_000, .5f, -1, 2)
                .highres(true, 9_000, 1, 2, 0)
                .highres(true, 13_000, 0, 0, 0)
                .attitude(1, 8, 8, 8)
                .attitude(2, 8, 8, 8);
    }

    private MotionLog read(byte[] bytes) throws IOException {
        return TelemetryReaders.open(Files.write(folder.resolve("x.tlog"), bytes));
    }

    /** Packets that the protocol's own tools wrote (pymavlink 2.4.50): rates 0.25, -0.5 and 0.75, or half, minus six and seven tenths. */
    @ParameterizedTest
    @CsvSource({
        "0.25, -0.5, 0.75, fd3d000000010169000040e2010000000000cdcccc3dcdcc4c3ecdcc1c410000803e000000bf0000403f"
                + "0000000000000000000000000000000000000000000000000000a0413f2905",
        "0.5, -0.6, 0.7, fd1000000001011a0000e8030000010002000300f401a8fdbc02f509",
        "0.5, -0.6, 0.7, fd1400000001011b0000e803000000000000010002000300f401a8fdbc026cd7",
        "0.5, -0.6, 0.7, fd100000000101740000e8030000010002000300f401a8fdbc0270c7",
        "0.5, -0.6, 0.7, fd100000000101810000e8030000010002000300f401a8fdbc02f538",
        "0.25, -0.5, 0.75, fd1c00000001011e0000e80300000000000000000000000000000000803e000000bf0000403f0654",
    })
    void shouldReadWhatOtherProgramsWrote(float x, float y, float z, String packet) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] stamp = ByteBuffer.allocate(8).putLong(1_700_000_000_000_000L).array();
        for (String each :
                List.of("fd090000000101000000000000000203510403e71e", "fe09000101000000000002035104037ddd")) {
            all.writeBytes(stamp);
            all.writeBytes(HexFormat.of().parseHex(each));
            assertTrue(Packet.isWhole(HexFormat.of().parseHex(each), 0, 50));
        }
        for (int i = 0; i < 2; i++) {
            all.writeBytes(stamp);
            all.writeBytes(HexFormat.of().parseHex(packet));
        }
        TlogScan scan = new TlogScan("x.tlog", all.toByteArray(), true);
        scan.run();
        // Both have the same time, so there is no log; a third packet of another time is one with the first.
        assertThrows(TelemetryFormatException.class, scan::log);
        Log more = new Log();
        more.out.writeBytes(all.toByteArray());
        MotionLog log = read(more.again(packet).bytes());
        assertEquals(x, log.gyro().x(0), 1e-7);
        assertEquals(y, log.gyro().y(0), 1e-7);
        assertEquals(z, log.gyro().z(0), 1e-7);
    }

    @Test
    void shouldReadTheMessageWithTheMostSamples() throws IOException {
        MotionLog log = read(small().bytes());
        assertEquals("tlog", log.format());
        assertEquals(3, log.gyro().size());
        assertEquals(5_000_000, log.gyro().startNs());
        assertEquals(.5f, log.gyro().x(0));
        assertEquals(2f, log.gyro().z(0));
        assertEquals(2f, log.gyro().y(1));
        assertEquals(0f, log.gyro().z(1), "left out as a zero at the end");
        assertEquals("zyx", log.orientation().letters());
        assertEquals(
                "rates are those of HIGHRES_IMU from system 1, component 1",
                log.warnings().getFirst().text());
        MotionLog attitude =
                read(small().attitude(3, 1, 0, 0).attitude(4, 2, 0, 0).bytes());
        assertEquals(4, attitude.gyro().size());
        assertEquals(4_000_000, attitude.gyro().endNs());
        assertEquals(2f, attitude.gyro().x(3));
    }

    @Test
    void shouldReadThousandthsAndTrustRawRatesOfArduPilotOnly() throws IOException {
        MotionLog scaled =
                read(new Log().scaled(10, 500, -1000, 3).scaled(30, 1, 2, 0).bytes());
        assertEquals(.5f, scaled.gyro().x(0));
        assertEquals(-1f, scaled.gyro().y(0));
        assertEquals(30_000_000, scaled.gyro().endNs());
        Log raw = new Log().heartbeat(1, 3).raw(1, 1000, 250, 0, 1).raw(1, 2000, 500, 0, 1);
        assertEquals(.25f, read(raw.bytes()).gyro().x(0));
        byte[] other = new Log()
                .heartbeat(1, 12)
                .raw(1, 1000, 250, 0, 1)
                .raw(1, 2000, 500, 0, 1)
                .bytes();
        assertThrows(TelemetryFormatException.class, () -> read(other));
        byte[] nobody =
                new Log().raw(1, 1000, 250, 0, 1).raw(1, 2000, 500, 0, 1).bytes();
        assertThrows(TelemetryFormatException.class, () -> read(nobody));
    }

    @Test
    void shouldLeaveOutWhatIsDamaged() throws IOException {
        byte[] good = small().bytes();
        byte[] noise = Arrays.copyOf(good, good.length + 3);
        int second = 8 + 17 + 8;
        noise[second + 30] ^= 1;
        MotionLog log = read(noise);
        assertEquals(2, log.gyro().size(), "a wrong checksum");
        assertEquals(
                "3 bytes that make no packet and 1 damaged message: left out",
                log.warnings().get(1).text());
        assertFalse(new TlogFormat().detect(new byte[100]));
        byte[] old = good.clone();
        Arrays.fill(old, 0, 8, (byte) 0);
        assertFalse(new TlogFormat().detect(old), "a time before there was MAVLink");
        assertTrue(new TlogFormat().detect(good));
    }

    /** Room that was taken ahead of the packets: within the bytes that every format is shown, across their end, far behind it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 100, 3700, 3776, 3777, 4000, 4095, 4096, 4097, 65_536, TlogFormat.MOST_ZEROS - 1})
    void shouldReadALogBehindZeros(int zeros) throws IOException {
        byte[] good = small().bytes();
        byte[] late = new byte[zeros + good.length];
        System.arraycopy(good, 0, late, zeros, good.length);
        MotionLog log = read(late);
        assertEquals("tlog", log.format());
        assertEquals(3, log.gyro().size());
        assertEquals(5_000_000, log.gyro().startNs());
        assertEquals(
                zeros + (zeros == 1 ? " byte that makes" : " bytes that make") + " no packet: left out",
                log.warnings().get(1).text());
    }

    @Test
    void shouldLookForALogBehindZerosNoFurtherThanAMegabyte() throws IOException {
        byte[] good = small().bytes();
        byte[] late = new byte[TlogFormat.MOST_ZEROS + good.length];
        System.arraycopy(good, 0, late, TlogFormat.MOST_ZEROS, good.length);
        assertThrows(TelemetryFormatException.class, () -> read(late));
        assertThrows(TelemetryFormatException.class, () -> read(new byte[10_000]));
        byte[] other = new byte[10_000];
        Arrays.fill(other, 5000, 10_000, (byte) 0xfe);
        assertThrows(TelemetryFormatException.class, () -> read(other));
    }

    private static void readOrRefuse(byte[] bytes) {
        TlogScan scan = new TlogScan("x.tlog", bytes, true);
        scan.run();
        scan.facts();
        new TlogFormat().detect(bytes);
        try {
            scan.log();
        } catch (TelemetryFormatException e) {
            assertEquals(1, String.valueOf(e.getMessage()).lines().count());
        }
    }

    @Test
    void shouldThrowNothingElseWhereverTheFileIsCutOrABitIsFlipped() {
        byte[] log = small().bytes();
        for (int at = 0; at < log.length; at++) {
            readOrRefuse(Arrays.copyOf(log, at));
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = log.clone();
                flipped[at] ^= (byte) (1 << bit);
                readOrRefuse(flipped);
            }
        }
    }

    @Property(tries = 300)
    void shouldThrowNothingElseWhateverTheBytes(@ForAll byte[] bytes) {
        readOrRefuse(bytes);
        byte[] framed = Arrays.copyOf(small().bytes(), 40 + bytes.length);
        System.arraycopy(bytes, 0, framed, 40, bytes.length);
        readOrRefuse(framed);
    }

    private static byte[] turn(int ms, float w, float x) {
        return ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(ms)
                .putFloat(w)
                .putFloat(x)
                .array();
    }

    @Test
    void shouldReadOtherSensorsWhereTheyAreAskedFor() throws IOException {
        Log log = new Log();
        for (int i = 0; i < 3; i++) {
            ByteBuffer b =
                    ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN).putInt(1000 + 20 * i);
            for (int value : new int[] {0, 500, -1000, i, 2, 3, 200, 0, -400}) {
                b.putShort((short) value);
            }
            log.packet(true, 1, 26, 170, b.array()).packet(true, 1, 31, 246, turn(1005 + 20 * i, 0, 1));
        }
        Path file = Files.write(folder.resolve("x.tlog"), log.out.toByteArray());
        MotionLog read = TelemetryReaders.open(file, ReadOptions.PLAIN.allStreams(true));
        assertEquals(3, read.gyro().size());
        assertEquals(3, read.streams().size());
        assertEquals(-9.80665f, read.streams().get(0).value(2, 2));
        assertEquals(1_040_000_000, read.streams().get(0).timeNs(2));
        assertEquals(-40f, read.streams().get(1).value(0, 2), 1e-5f);
        assertEquals(1f, read.streams().get(2).value(2, 1));
        assertEquals(1_045_000_000, read.streams().get(2).timeNs(2));
        assertEquals(List.of(), TelemetryReaders.open(file).streams());
        Log highres = new Log();
        highres.highres(true, 1000, 1, 2, 3).highres(true, 5000, 1, 2, 3);
        MotionLog metres = TelemetryReaders.open(
                Files.write(folder.resolve("y.tlog"), highres.out.toByteArray()), ReadOptions.PLAIN.allStreams(true));
        assertEquals(9f, metres.streams().get(0).value(0, 0));
    }
}
