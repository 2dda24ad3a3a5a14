package dev.syncline.engine.telemetry.insta360;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Insta360FormatTest {
    private static Path file = Path.of("");

    @BeforeAll
    @BeforeContainer
    static void makeFolder() throws IOException {
        file = Files.createTempDirectory("syncline-insta").resolve("x.insv");
        file.toFile().deleteOnExit();
        Objects.requireNonNull(file.getParent()).toFile().deleteOnExit();
    }

    @SuppressWarnings("ByteBufferBackingArray") // all are made by allocate
    private static byte[] written(ByteBuffer b) {
        return Arrays.copyOf(b.array(), b.position());
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The camera's name, first frame at 5 000 000, readout of 20 ms, raw or not, ±1000 °/s. */
    private static byte[] metadata(boolean raw) {
        ByteBuffer b = little(64);
        byte[] name = "Insta360 OneRS".getBytes(StandardCharsets.US_ASCII);
        b.put((byte) 0x12).put((byte) name.length).put(name);
        b.put((byte) 0xc0)
                .put((byte) 1)
                .put((byte) 0xc0)
                .put((byte) 0x96)
                .put((byte) 0xb1)
                .put((byte) 2);
        b.put((byte) 0xc9).put((byte) 1).putDouble(20);
        b.put((byte) 0xf0).put((byte) 3).put((byte) (raw ? 1 : 0));
        b.put((byte) 0x8a)
                .put((byte) 4)
                .put((byte) 5)
                .put((byte) 8)
                .put((byte) 16)
                .put((byte) 16)
                .put((byte) 0xe8)
                .put((byte) 7);
        return written(b);
    }

    private static byte[] rawSamples() {
        ByteBuffer b = little(60);
        for (int i = 0; i < 3; i++) {
            b.putLong(5_001_000 + 1000L * i)
                    .putShort((short) 1)
                    .putShort((short) 2)
                    .putShort((short) 3);
            b.putShort((short) (32768 + 16384)).putShort((short) (32768 - 8192)).putShort((short) (32768 + i));
        }
        return written(b);
    }

    private static byte[] trailer(List<byte[]> records, int... ids) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < ids.length; i++) {
            byte[] record = records.get(i);
            out.writeBytes(record);
            out.writeBytes(little(6)
                    .put((byte) 0)
                    .put((byte) ids[i])
                    .putInt(record.length)
                    .array());
        }
        int size = out.size() + 72;
        out.writeBytes(little(40).putInt(32, size).putInt(36, 3).array());
        out.writeBytes("8db42d694ccc418790edff439fe026bf".getBytes(StandardCharsets.US_ASCII));
        byte[] behind = out.toByteArray();
        ByteBuffer all = ByteBuffer.allocate(32 + behind.length);
        return all.putInt(32)
                .put("ftypmp42".getBytes(StandardCharsets.US_ASCII))
                .position(32)
                .put(behind)
                .array();
    }

    private static MotionLog read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        return TelemetryReaders.open(file, (video, track) -> List.of());
    }

    private static void check(MotionLog log) {
        assertEquals("insta360", log.format());
        assertEquals(3, log.gyro().size());
        assertEquals(1_000_000, log.gyro().startNs());
        assertEquals(3_000_000, log.gyro().endNs());
        assertEquals((float) Math.toRadians(500), log.gyro().x(0));
        assertEquals((float) Math.toRadians(-250), log.gyro().y(0));
        assertEquals((float) Math.toRadians(1000 / 32768.0), log.gyro().z(1), 1e-9f);
        assertEquals("yxz", log.orientation().letters());
        assertEquals(0.02, assertNotNullShutter(log), 1e-12);
        assertTrue(log.onVideosClock());
    }

    private static double assertNotNullShutter(MotionLog log) {
        assertNotNull(log.shutter());
        return Objects.requireNonNull(log.shutter()).readoutS();
    }

    @Test
    void shouldReadRawSamplesOnTheVideosClock() throws IOException {
        check(read(trailer(List.of(rawSamples(), new byte[9], metadata(true)), 3, 4, 1)));
        LogFacts facts = new Insta360Format().facts(file);
        assertEquals("Insta360 OneRS", facts.camera());
        assertNotNull(facts.timesAreAccurate());
    }

    @Test
    void shouldFindRecordsByTheIndexOfNewerCameras() throws IOException {
        byte[] samples = rawSamples();
        byte[] metadata = metadata(true);
        ByteBuffer index =
                little(20).put((byte) 3).put((byte) 0).putInt(samples.length).putInt(0);
        index.put((byte) 1).put((byte) 1).putInt(metadata.length).putInt(samples.length + 6 + 100 + 6);
        check(read(trailer(List.of(samples, new byte[100], metadata, written(index)), 0x77, 0x78, 0x79, 0)));
    }

    @Test
    void shouldReadTheDoublesOfOlderCameras() throws IOException {
        ByteBuffer b = little(112);
        for (int i = 0; i < 2; i++) {
            b.putLong(5_000_000 + 2L * i)
                    .putDouble(0)
                    .putDouble(0)
                    .putDouble(1)
                    .putDouble(0.5)
                    .putDouble(-1)
                    .putDouble(2);
        }
        MotionLog log = read(trailer(List.of(written(b), metadata(false)), 3, 1));
        assertEquals(0.5f, log.gyro().x(0));
        assertEquals(2f, log.gyro().z(1));
        assertEquals(2_000_000, log.gyro().endNs());
    }

    @Test
    void shouldSayWhatIsWrong() {
        byte[] good = trailer(List.of(rawSamples(), metadata(true)), 3, 1);
        ByteBuffer lies = ByteBuffer.wrap(good.clone()).order(ByteOrder.LITTLE_ENDIAN);
        lies.putInt(good.length - 40, Integer.MAX_VALUE);
        assertTrue(problem(lies.array()).contains("the trailer says that it has 2147483647 bytes"));
        lies.putInt(good.length - 40, good.length - 32).putInt(good.length - 76, 0x80000000);
        assertTrue(problem(lies.array()).contains("record 1 says 2147483648 bytes"));
        assertTrue(problem(trailer(List.of(metadata(true)), 1)).contains("0 usable gyro samples"));
        assertTrue(problem(trailer(List.of(rawSamples(), new byte[] {0x12, 99}), 3, 1))
                .contains("a field of 99 bytes"));
    }

    private static String problem(byte[] bytes) {
        String message = String.valueOf(
                assertThrows(TelemetryFormatException.class, () -> read(bytes)).getMessage());
        assertEquals(1, message.lines().count());
        return message;
    }

    @Property(tries = 1500)
    void shouldThrowNothingElseOnDamage(@ForAll int at, @ForAll byte with, @ForAll int other, @ForAll byte too)
            throws IOException {
        byte[] bytes = trailer(List.of(rawSamples(), metadata(true)), 3, 1);
        bytes[32 + Math.floorMod(at, bytes.length - 32)] = with;
        bytes[32 + Math.floorMod(other, bytes.length - 32)] = too;
        readOrRefuse(bytes);
    }

    @Test
    void shouldThrowNothingElseWhereverItsBeginningIsLost() throws IOException {
        byte[] bytes = trailer(List.of(rawSamples(), metadata(true)), 3, 1);
        for (int from = 32; from < bytes.length - 32; from++) {
            byte[] cut = Arrays.copyOf(bytes, 32 + bytes.length - from);
            System.arraycopy(bytes, from, cut, 32, bytes.length - from);
            readOrRefuse(cut);
        }
    }

    private static void readOrRefuse(byte[] bytes) throws IOException {
        try {
            assertTrue(read(bytes).gyro().size() >= 2);
        } catch (TelemetryFormatException expected) {
            assertEquals(1, String.valueOf(expected.getMessage()).lines().count());
        }
    }

    /** The samples were also taken out by a few lines of Python by the layout alone; gravity came out as 0.99 g. */
    @Test
    void shouldReadARealCamerasFile() throws IOException {
        Path real = SharedData.require("data/real/insta360/sample.insv");
        MotionLog log = TelemetryReaders.open(real, (video, track) -> List.of());
        assertEquals(1178, log.gyro().size());
        assertEquals(1_000_000, log.gyro().periodNs());
        assertEquals(-133_501_000, log.gyro().startNs());
        assertEquals((float) Math.toRadians(28 * 2000 / 32768.0), log.gyro().x(0), 1e-7f);
        assertEquals((float) Math.toRadians(-150 * 2000 / 32768.0), log.gyro().y(0), 1e-7f);
        assertEquals((float) Math.toRadians(459 * 2000 / 32768.0), log.gyro().z(0), 1e-7f);
        assertEquals(0.022277976989746096, assertNotNullShutter(log), 1e-12);
        assertEquals(
                List.of(new Warning(WarningCode.LOG_LEFT_OUT, "1 byte after the last gyro sample left out")),
                log.warnings());
    }

    @Test
    void shouldSayThatAFileHasNoTrailer() throws IOException {
        Files.write(file, new byte[0]);
        assertThrows(TelemetryFormatException.class, () -> new Insta360Format().facts(file));
        assertThrows(TelemetryFormatException.class, () -> new Insta360Format().read(file));
        byte[] whole = trailer(List.of(metadata(true), rawSamples()), 1, 3);
        Files.write(file, whole);
        assertEquals("Insta360 OneRS", TelemetryReaders.camera(file, file).model());
        // A damaged trailer names no camera, and is no reason to do without the rest.
        whole[whole.length - 40] ^= 0x7f;
        whole[whole.length - 39] ^= 0x7f;
        Files.write(file, whole);
        assertNull(TelemetryReaders.camera(file, file).model());
    }

    private static byte[] exposures() {
        ByteBuffer b = little(48);
        for (int i = 0; i < 3; i++) {
            b.putLong(5_000_000 + 33_000L * i).putDouble(i == 1 ? 0 : 0.01);
        }
        return written(b);
    }

    @Test
    void shouldReadTheAccelerometerAndTheExposures() throws IOException {
        byte[] bytes = trailer(List.of(metadata(true), rawSamples(), exposures()), 1, 3, 4);
        Files.write(file, bytes);
        MotionLog log = new Insta360Format().read(file, ReadOptions.PLAIN.allStreams(true));
        assertEquals(3, log.gyro().size());
        SensorTrack acceleration = log.streams().get(0);
        assertEquals(3, acceleration.size());
        assertEquals((2 - 32768) * 16 / 32768.0 * 9.80665, acceleration.value(0, 1), 1e-4);
        SensorTrack exposure = log.streams().get(1);
        assertEquals(2, exposure.size());
        assertEquals(66_000_000, exposure.timeNs(1));
        assertEquals(0.01f, exposure.value(1, 0));
        assertTrue(log.warnings().toString().contains("exposure: 1 of 3 samples"), log.warnings()::toString);
        assertEquals(List.of(), new Insta360Format().read(file).streams());
    }

    /** Values as they stand in the file's bytes. */
    @Test
    void shouldReadTheAccelerometerOfAOneR() throws IOException {
        Path real = SharedData.require("data/real/insta360/sample.insv");
        MotionLog log = new Insta360Format().read(real, ReadOptions.PLAIN.allStreams(true));
        SensorTrack acceleration = log.streams().get(0);
        assertEquals(log.gyro().size(), acceleration.size());
        assertEquals((33475 - 32768) * 32 / 32768.0 * 9.80665, acceleration.value(0, 0), 1e-5);
        assertEquals((33163 - 32768) * 32 / 32768.0 * 9.80665, acceleration.value(0, 2), 1e-5);
        double sum = 0;
        for (int i = 0; i < acceleration.size(); i++) {
            sum += acceleration.length(i);
        }
        assertEquals(9.81, sum / acceleration.size(), 0.4);
        assertEquals(40, log.streams().get(1).size());
        assertEquals(0.03324377, log.streams().get(1).value(0, 0), 1e-7);
    }
}
