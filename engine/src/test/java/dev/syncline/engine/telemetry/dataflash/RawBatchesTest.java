package dev.syncline.engine.telemetry.dataflash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawBatchesTest {
    private static final int ACCELEROMETER = 0;
    private static final int GYRO = 1;
    private static final int UNIT = 938;

    @TempDir
    Path folder;

    /** Writes batches as ArduPilot does. */
    private static final class Log extends DataFlashBytes<Log> {
        Log() {
            kind(11, 24, "IMU", "QBfff", "TimeUS,I,GyrX,GyrY,GyrZ");
            kind(12, 31, "PARM", "QNf", "TimeUS,Name,Value");
            kind(13, 31, "ISBH", "QHBBHHQf", "TimeUS,N,type,instance,mul,smp_cnt,SampleUS,smp_rate");
            kind(14, 207, "ISBD", "QHHaaa", "TimeUS,N,seqno,x,y,z");
        }

        @Override
        protected Log self() {
            return this;
        }

        Log imu(long us, float x) {
            head(11);
            out.putLong(us).put((byte) 0).putFloat(x).putFloat(0).putFloat(0);
            return this;
        }

        Log parameter(String name, float value) {
            head(12);
            out.putLong(1);
            text(name, 16);
            out.putFloat(value);
            return this;
        }

        Log begin(int number, int type, int unit, int count, long firstUs, float rateHz) {
            head(13);
            out.putLong(firstUs + 7777)
                    .putShort((short) number)
                    .put((byte) type)
                    .put((byte) 0);
            out.putShort((short) unit).putShort((short) count).putLong(firstUs).putFloat(rateHz);
            return this;
        }

        /** Samples whose numbers are those of the batch, from a first one on. */
        Log data(int number, int part, int from) {
            head(14);
            out.putLong(99).putShort((short) number).putShort((short) part);
            for (int axis = 0; axis < 3; axis++) {
                for (int i = 0; i < 32; i++) {
                    out.putShort((short) ((from + i) * (axis == 1 ? -1 : 1) + 1000 * axis));
                }
            }
            return this;
        }

        Log batch(int number, int type, int count, long firstUs, float rateHz) {
            begin(number, type, UNIT, count, firstUs, rateHz);
            for (int part = 0; part < count / 32; part++) {
                data(number, part, 32 * part);
            }
            return this;
        }
    }

    private MotionLog read(Log log) throws IOException {
        return TelemetryReaders.open(Files.write(folder.resolve("x.bin"), log.bytes()));
    }

    private static String warnings(MotionLog log) {
        return log.warnings().stream().map(Warning::text).collect(Collectors.joining("\n"));
    }

    private static void assertSample(GyroTrack gyro, int index, long timeNs, int number) {
        assertEquals(timeNs, gyro.timeNs(index));
        assertEquals((float) (number / (double) UNIT), gyro.x(index));
        assertEquals((float) ((1000 - number) / (double) UNIT), gyro.y(index));
        assertEquals((float) ((2000 + number) / (double) UNIT), gyro.z(index));
    }

    @Test
    void shouldReadBatchesWithGapsBetweenThem() throws IOException {
        MotionLog log = read(new Log()
                .batch(0, ACCELEROMETER, 64, 900_000, 4000)
                .batch(1, GYRO, 64, 1_000_000, 4000)
                .batch(2, ACCELEROMETER, 64, 1_020_000, 4000)
                .batch(3, GYRO, 64, 1_040_000, 4000));
        GyroTrack gyro = log.gyro();
        assertEquals(128, gyro.size());
        assertSample(gyro, 0, 1_000_000_000L, 0);
        assertSample(gyro, 1, 1_000_250_000L, 1);
        assertSample(gyro, 63, 1_015_750_000L, 63);
        assertSample(gyro, 64, 1_040_000_000L, 0);
        assertSample(gyro, 127, 1_055_750_000L, 63);
        assertEquals(250_000, gyro.periodNs());
        assertTrue(24_000_000 > gyro.gapNs(), "the time between batches is a gap");
        assertEquals("dataflash", log.format());
        assertTrue(warnings(log).startsWith("rates are those of batches of raw samples (ISBD)"), warnings(log));
    }

    @Test
    void shouldLeaveAGapWhereAPartIsLost() throws IOException {
        MotionLog log = read(new Log()
                .begin(5, GYRO, UNIT, 128, 1_000_000, 1000)
                .data(5, 0, 0)
                .data(5, 2, 64)
                .data(5, 3, 96));
        assertEquals(96, log.gyro().size());
        assertSample(log.gyro(), 31, 1_031_000_000L, 31);
        assertSample(log.gyro(), 32, 1_064_000_000L, 64);
    }

    /** Messages may overlap, or lie apart. */
    @ParameterizedTest
    @ValueSource(ints = {20, 32, 40})
    void shouldGoByTheStepThatTheParametersSay(int step) throws IOException {
        Log log = new Log().parameter("INS_LOG_BAT_LGCT", step).begin(5, GYRO, UNIT, 4 * step, 1_000_000, 1000);
        for (int part = 0; part < 4; part++) {
            log.data(5, part, part * step);
        }
        MotionLog read = read(log);
        int kept = Math.min(step, 32);
        assertEquals(4 * kept, read.gyro().size());
        for (int i = 0; i < 4 * kept; i++) {
            int number = i / kept * step + i % kept;
            assertSample(read.gyro(), i, 1_000_000_000L + 1_000_000L * number, number);
        }
    }

    private static Log besideMessages(int messages, long spanUs) {
        Log log = new Log();
        for (int i = 0; i < messages; i++) {
            log.imu(1_000_000 + spanUs * i / (messages - 1), .5f);
        }
        // They cover 64 ms.
        return log.batch(1, GYRO, 64, 1_000_000, 1000);
    }

    @Test
    void shouldTakeBatchesWhereTheyAreMoreThanTheMessages() throws IOException {
        assertEquals(64, read(besideMessages(63, 100_000)).gyro().size());
        MotionLog as = read(besideMessages(64, 100_000));
        assertEquals(.5f, as.gyro().x(5));
        assertEquals("", warnings(as));
    }

    @Test
    void shouldTakeMessagesWhereBatchesCoverLessThanHalfTheTime() throws IOException {
        assertEquals(64, read(besideMessages(20, 128_000)).gyro().size());
        MotionLog sparse = read(besideMessages(20, 128_020));
        assertEquals(20, sparse.gyro().size());
        assertEquals(
                "rates are not those of the batches of raw samples (ISBD), which cover only 50 % of the time",
                warnings(sparse));
    }

    @Test
    void shouldLeaveOutWhatHasNoBeginningOrIsDamaged() throws IOException {
        MotionLog log = read(new Log()
                .data(1, 0, 0)
                .batch(2, GYRO, 32, 1_000_000, 1000)
                .data(3, 1, 32)
                .data(2, 1, 32)
                .begin(4, GYRO, 0, 32, 2_000_000, 1000)
                .data(4, 0, 0)
                .begin(5, GYRO, UNIT, 32, 2_000_000, Float.NaN)
                .begin(6, GYRO, UNIT, 32, -1, 1000)
                .begin(7, GYRO, UNIT, 32, 2_000_000, 100_001));
        assertEquals(32, log.gyro().size());
        assertTrue(warnings(log).contains("8 gyro messages are damaged: left out"), warnings(log));
    }

    @Property(tries = 200)
    void shouldReadOrRefuseWhateverBitsAreTurned(
            @ForAll @IntRange(min = 89, max = 1300) int at, @ForAll @IntRange(min = 0, max = 7) int bit) {
        byte[] bytes = new Log()
                .parameter("INS_LOG_BAT_LGCT", 32)
                .batch(0, ACCELEROMETER, 32, 900_000, 4000)
                .batch(1, GYRO, 64, 1_000_000, 4000)
                .bytes();
        bytes[Math.min(at, bytes.length - 1)] ^= (byte) (1 << bit);
        DataFlashScan scan = new DataFlashScan("x.bin", bytes, true);
        scan.run();
        try {
            scan.log();
        } catch (TelemetryFormatException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("x.bin"), e.getMessage());
        }
    }

    @Test
    void shouldSayThatThereIsNoGyro() {
        TelemetryFormatException e = assertThrows(
                TelemetryFormatException.class, () -> read(new Log().batch(0, ACCELEROMETER, 64, 900_000, 4000)));
        assertTrue(String.valueOf(e.getMessage()).contains("nor batches of ISBD"), e.getMessage());
    }
}
