package dev.syncline.engine.telemetry.ulog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UlogFormatTest {
    private static final String COMBINED =
            "sensor_combined:uint64_t timestamp;float[3] gyro_rad;uint32_t gyro_integral_dt;";
    private static final String GYRO =
            "sensor_gyro:uint64_t timestamp;vec[2] other;uint64_t timestamp_sample;float x;float y;float z;";

    /** Writes a log message by message. */
    private static final class Log {
        private final ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

        Log() {
            out.put(UlogFormat.MAGIC).put((byte) 1).putLong(0);
        }

        Log message(char kind, byte... body) {
            out.putShort((short) body.length).put((byte) kind).put(body);
            return this;
        }

        Log text(char kind, String before, String text) {
            return message(kind, (before + text).getBytes(StandardCharsets.ISO_8859_1));
        }

        Log info(String key, String value) {
            return text('I', String.valueOf((char) key.length()), key + value);
        }

        Log combined(long us, float x, float y, float z) {
            ByteBuffer b = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
            return message(
                    'D',
                    b.putShort((short) 7)
                            .putLong(us)
                            .putFloat(x)
                            .putFloat(y)
                            .putFloat(z)
                            .array());
        }

        Log gyro(long us, float x, float y, float z) {
            ByteBuffer b = ByteBuffer.allocate(38).order(ByteOrder.LITTLE_ENDIAN);
            b.putShort((short) 8).putLong(us + 900).putInt(1).putInt(2).putLong(us);
            return message('D', b.putFloat(x).putFloat(y).putFloat(z).array());
        }

        byte[] bytes() {
            return Arrays.copyOf(out.array(), out.position());
        }
    }

    private static Log small() {
        Log log = new Log()
                .info("char[3] sys_name", "PX4")
                .info("char[4] ver_hw", "FMU5")
                .text('F', "", COMBINED);
        log.text('A', "\0\7\0", "sensor_combined");
        return log.combined(1000, 0.5f, -1, 2)
                .combined(5000, 1, 2, 3)
                .message('O', (byte) 9, (byte) 0)
                .combined(9000, 0, 0, 0);
    }

    private static MotionLog read(byte[] bytes) throws TelemetryFormatException {
        UlogScan scan = new UlogScan("x.ulg", bytes, true, new DamagedParts(ReadOptions.PLAIN));
        scan.run();
        return scan.log();
    }

    /** Older logs have no messages of synchronisation: eight messages in a row will do, seven will not. */
    @ParameterizedTest
    @CsvSource({"8, 18", "7, 10"})
    void shouldGoOnBehindDamageWhereMessagesFollowEachOther(int behind, int samples) throws IOException {
        Log log = new Log().text('F', "", COMBINED).text('A', "\0\7\0", "sensor_combined");
        for (int i = 0; i < 10; i++) {
            log.combined(1000 + 1000L * i, 1, 2, 3);
        }
        log.message('\u00ff', new byte[40]);
        for (int i = 0; i < behind; i++) {
            log.combined(50_000 + 1000L * i, 1, 2, 3);
        }
        TelemetryFormatException e = assertThrows(TelemetryFormatException.class, () -> read(log.bytes()));
        assertTrue(e.leavesGoodParts(), e::getMessage);
        UlogScan scan = new UlogScan("x.ulg", log.bytes(), true, new DamagedParts(ReadOptions.PLAIN.lenient(true)));
        scan.run();
        assertEquals(samples, scan.log().gyro().size());
    }

    @Test
    void shouldReadTheCombinedSensor() throws IOException {
        MotionLog log = read(small().bytes());
        assertEquals(3, log.gyro().size());
        assertEquals(1_000_000, log.gyro().startNs());
        assertEquals(0.5f, log.gyro().x(0));
        assertEquals(-1f, log.gyro().y(0));
        assertEquals(2f, log.gyro().z(0));
        assertEquals(
                "the logger dropped data 1 time, 9 ms in all",
                log.warnings().getFirst().text());
        // Forward, right, down: the camera's right is the second axis, up is minus the third, back minus the first.
        assertEquals("zyx", log.orientation().letters());
        assertEquals(1.0, log.orientation().toBody().at(0, 1));
        assertEquals(-1.0, log.orientation().toBody().at(1, 2));
        assertEquals(-1.0, log.orientation().toBody().at(2, 0));
        UlogScan scan = new UlogScan("x.ulg", small().bytes(), true, new DamagedParts(ReadOptions.PLAIN));
        scan.run();
        LogFacts facts = scan.facts();
        assertEquals("PX4 FMU5", facts.camera());
    }

    @Test
    void shouldTakeAnotherTopicWhereThereIsNoCombinedOne() throws IOException {
        Log log = new Log().text('F', "", "vec:float a;").text('F', "", GYRO).text('A', "\0\10\0", "sensor_gyro");
        GyroTrack gyro = read(log.gyro(2000, 1, 2, 3)
                        .gyro(3000, 4, 5, 6)
                        .gyro(3000, 4, 5, 6)
                        .bytes())
                .gyro();
        assertEquals(2, gyro.size());
        assertEquals(3_000_000, gyro.endNs());
        assertEquals(6f, gyro.z(1));
    }

    @ParameterizedTest
    @CsvSource({
        "float[3] gyro_rad,float[2] gyro_rad",
        "float[3] gyro_rad,none[3] gyro_rad",
        "float[3] gyro_rad,float[999999] gyro_rad"
    })
    void shouldSayThatThereIsNoGyro(String was, String is) {
        String text = new String(small().bytes(), StandardCharsets.ISO_8859_1);
        int at = text.indexOf(COMBINED) - 3;
        String definition = COMBINED.replace(was, is);
        String changed = text.substring(0, at) + (char) definition.length() + "\0F" + definition
                + text.substring(at + 3 + COMBINED.length());
        TelemetryFormatException e =
                assertThrows(TelemetryFormatException.class, () -> read(changed.getBytes(StandardCharsets.ISO_8859_1)));
        assertTrue(String.valueOf(e.getMessage()).startsWith("x.ulg: no gyro in it"), e.getMessage());
    }

    @Test
    void shouldThrowNothingElseWhereverTheFileIsCut() {
        byte[] log = small().bytes();
        for (int length = 0; length < log.length; length++) {
            readOrRefuse(Arrays.copyOf(log, length));
        }
    }

    @Property(tries = 3000)
    void shouldThrowNothingElseOnDamage(@ForAll int at, @ForAll byte with, @ForAll int other, @ForAll byte too) {
        byte[] log = small().message('B', new byte[40]).bytes();
        log[Math.floorMod(at, log.length)] = with;
        log[Math.floorMod(other, log.length)] = too;
        readOrRefuse(log);
    }

    private static void readOrRefuse(byte[] log) {
        try {
            assertTrue(read(log).gyro().size() >= 2);
        } catch (TelemetryFormatException expected) {
            assertEquals(1, String.valueOf(expected.getMessage()).lines().count());
        }
    }

    @Test
    void shouldBeFoundByContent(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("flight.log"), small().bytes());
        assertEquals("ulog", TelemetryReaders.open(file).format());
    }

    /** Count, first time and sum of all times and bits of rates by another decoder, pyulog 1.3.0. */
    @Test
    void shouldReadARealLogAsAnotherDecoderDoes() throws IOException {
        GyroTrack gyro = TelemetryReaders.open(SharedData.require("data/real/ulog/sample.ulg"))
                .gyro();
        assertEquals(17070, gyro.size());
        assertEquals(112_614_307_000L, gyro.startNs());
        assertEquals(181_493_506_000L, gyro.endNs());
        long sum = 0;
        for (int i = 0; i < gyro.size(); i++) {
            long v = gyro.timeNs(i) / 1000 * 7
                    + Float.floatToRawIntBits(gyro.x(i)) * 11L
                    + Float.floatToRawIntBits(gyro.y(i)) * 13L
                    + Float.floatToRawIntBits(gyro.z(i)) * 17L;
            sum = Math.floorMod(sum * 31 + v, 1L << 61);
        }
        assertEquals(538038533710772638L, sum);
    }

    private static ByteBuffer body(int bytes, int id, long us) {
        return ByteBuffer.allocate(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) id)
                .putLong(us);
    }

    /** Accelerometer and gyro in one message, a magnetometer at half their rate, turns. */
    @Test
    @SuppressWarnings("ByteBufferBackingArray") // all are made by allocate
    void shouldReadOtherSensorsWhereTheyAreAskedFor() throws IOException {
        Log log = new Log()
                .text(
                        'F',
                        "",
                        "sensor_combined:uint64_t timestamp;float[3] gyro_rad;int32_t accelerometer_timestamp_relative;"
                                + "float[3] accelerometer_m_s2;int32_t magnetometer_timestamp_relative;float[3]"
                                + " magnetometer_ga;")
                .text('F', "", "vehicle_attitude:uint64_t timestamp;float[4] q;")
                .message('A', subscription(0, 7, "sensor_combined"))
                .message('A', subscription(0, 8, "vehicle_attitude"));
        for (int i = 0; i < 4; i++) {
            ByteBuffer b =
                    body(54, 7, 10_000 + 4000L * i).putFloat(i).putFloat(0).putFloat(0);
            b.putInt(i == 2 ? 0x7fffffff : -100).putFloat(1).putFloat(2).putFloat(i == 3 ? Float.NaN : -9);
            b.putInt(-500 - 4000 * (i % 2)).putFloat(.2f).putFloat(0).putFloat(-.4f);
            log.message('D', b.array());
        }
        ByteBuffer turn =
                body(26, 8, 11_000).putFloat(0).putFloat(1).putFloat(0).putFloat(0);
        log.message('D', turn.array()).message('D', body(12, 8, 12_000).array());
        MotionLog read = read(log.bytes(), ReadOptions.PLAIN.allStreams(true));
        assertEquals(4, read.gyro().size());
        assertEquals(3, read.streams().size());
        SensorTrack acceleration = read.streams().get(0);
        assertEquals(2, acceleration.size());
        assertEquals(9_900_000, acceleration.timeNs(0));
        assertEquals(-9f, acceleration.value(1, 2));
        SensorTrack field = read.streams().get(1);
        assertEquals(2, field.size());
        assertEquals(17_500_000, field.timeNs(1));
        assertEquals(-40f, field.value(0, 2), 1e-5f);
        SensorTrack turns = read.streams().get(2);
        assertEquals(1f, turns.value(0, 1));
        String said = read.warnings().toString();
        assertTrue(said.contains("1 messages of other sensors are damaged"), said);
        assertTrue(said.contains("acceleration: 1 of 3 samples"), said);
        assertEquals(0, read(log.bytes(), ReadOptions.PLAIN).streams().size());
    }

    private static byte[] subscription(int instance, int id, String topic) {
        ByteBuffer b = ByteBuffer.allocate(3 + topic.length()).order(ByteOrder.LITTLE_ENDIAN);
        return b.put((byte) instance)
                .putShort((short) id)
                .put(topic.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static MotionLog read(byte[] bytes, ReadOptions options) throws TelemetryFormatException {
        UlogScan scan = new UlogScan("x.ulg", bytes, options.allStreams(), new DamagedParts(options));
        scan.run();
        return scan.log();
    }

    /** Counts and values are those that pyulog gives. */
    @Test
    void shouldReadTheSensorsOfARealLogAsAnotherDecoderDoes() throws IOException {
        MotionLog log = TelemetryReaders.open(
                SharedData.require("data/real/ulog/sample.ulg"), ReadOptions.PLAIN.allStreams(true));
        SensorTrack acceleration = log.streams().get(0);
        int last = acceleration.size() - 1;
        assertEquals(17069, last);
        assertEquals(112_614_307_000L, acceleration.timeNs(0));
        assertEquals(181_493_506_000L, acceleration.timeNs(last));
        assertEquals(1.1071417f, acceleration.value(0, 0));
        assertEquals(-9.632325f, acceleration.value(last, 2));
        SensorTrack field = log.streams().get(1);
        assertEquals(112_609_118_000L, field.timeNs(0));
        assertEquals(12.166172, field.value(0, 0), 1e-5);
        assertEquals(43.165967, field.value(field.size() - 1, 2), 1e-5);
        SensorTrack turns = log.streams().get(2);
        assertEquals(6461, turns.size());
        assertEquals(112_574_307_000L, turns.timeNs(0));
        assertEquals(0.9545906, turns.value(0, 0), 1e-6);
        assertEquals(-0.30435476, turns.value(6460, 3), 1e-6);
    }
}
