package dev.syncline.engine.telemetry.dataflash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFlashFormatTest {
    @TempDir
    Path folder;

    /** Writes a log message by message. */
    private static final class Log extends DataFlashBytes<Log> {
        @Override
        protected Log self() {
            return this;
        }

        Log message(String said) {
            head(10);
            out.putLong(1);
            return text(said, 64);
        }

        Log imu(long us, int sensor, float x, float y, float z) {
            head(11);
            out.putLong(us).put((byte) sensor).putFloat(x).putFloat(y).putFloat(z);
            return this;
        }

        Log gyr(long us, long sampled, float x, float y, float z) {
            head(12);
            out.putLong(us)
                    .put((byte) 0)
                    .putLong(sampled)
                    .putFloat(x)
                    .putFloat(y)
                    .putFloat(z);
            return this;
        }

        /** As firmware from before 2015 logged it. */
        Log old(int ms, float x, float y, float z) {
            head(13);
            out.putInt(ms)
                    .putFloat(x)
                    .putFloat(y)
                    .putFloat(z)
                    .putFloat(0)
                    .putFloat(0)
                    .putFloat(-9.8f);
            return this;
        }

        Log raw(int... bytes) {
            for (int b : bytes) {
                out.put((byte) b);
            }
            return this;
        }
    }

    private static Log begun() {
        return new Log()
                .kind(10, 75, "MSG", "QZ", "TimeUS,Message")
                .kind(11, 24, "IMU", "QBfff", "TimeUS,I,GyrX,GyrY,GyrZ")
                .kind(12, 32, "GYR", "QBQfff", "TimeUS,I,SampleUS,GyrX,GyrY,GyrZ");
    }

    private static Log small() {
        return begun().message("ArduCopter V4.5.1")
                .imu(20_000, 0, .5f, -1, 2)
                .imu(20_000, 1, 9, 9, 9)
                .imu(60_000, 0, 1, 2, 3)
                .imu(100_000, 0, 4, 5, 6);
    }

    private MotionLog read(byte[] bytes) throws IOException {
        return TelemetryReaders.open(Files.write(folder.resolve("x.bin"), bytes));
    }

    @Test
    void shouldReadTheSensorWithTheMostSamples() throws IOException {
        MotionLog log = read(small().bytes());
        assertEquals("dataflash", log.format());
        assertEquals(3, log.gyro().size());
        assertEquals(20_000_000, log.gyro().startNs());
        assertEquals(.5f, log.gyro().x(0));
        assertEquals(-1f, log.gyro().y(0));
        assertEquals(6f, log.gyro().z(2));
        assertTrue(log.warnings().isEmpty(), () -> log.warnings().toString());
        assertEquals("zyx", log.orientation().letters());
        DataFlashScan scan = new DataFlashScan("x.bin", small().bytes(), true);
        scan.run();
        LogFacts facts = scan.facts();
        assertEquals("ArduCopter V4.5.1", facts.firmware());
        assertEquals("[IMU, MSG]", facts.streams().toString());
    }

    @ParameterizedTest
    @CsvSource({"APM:Copter V4.7.0-dev (26920e3b)", "ArduPlane V3.8.2-dev (8178ab40)", "Rover V10.12"})
    void shouldTakeTheFirmwareFromTheMessageThatNamesIt(String firmware) {
        byte[] log = begun().message("Arming motors")
                .message("Frame: QUAD/X")
                .message("V2 of nothing")
                .message(firmware)
                .message("Blimp V9.9")
                .bytes();
        DataFlashScan scan = new DataFlashScan("x.bin", log, false);
        scan.run();
        assertEquals(firmware, scan.facts().firmware());
    }

    @Test
    void shouldReadTimesInMillisecondsOfOldFirmware() throws IOException {
        Log log = new Log().kind(13, 31, "IMU", "Iffffff", "TimeMS,GyrX,GyrY,GyrZ,AccX,AccY,AccZ");
        log.old((int) 3_000_000_000L, .1f, .2f, .3f).old((int) 3_000_000_020L, .4f, .5f, .6f);
        Path file = Files.write(folder.resolve("old.bin"), log.bytes());
        MotionLog read = TelemetryReaders.open(file, ReadOptions.PLAIN.allStreams(true));
        assertEquals(2, read.gyro().size());
        assertEquals(3_000_000_000_000_000L, read.gyro().startNs(), "no sign, ms");
        assertEquals(3_000_000_020_000_000L, read.gyro().endNs());
        assertEquals(.6f, read.gyro().z(1));
        SensorTrack acceleration = read.streams().getFirst();
        assertEquals(3_000_000_020_000_000L, acceleration.timeNs(1));
        assertEquals(-9.8f, acceleration.value(1, 2));
    }

    @Test
    void shouldSayWhereTheGyroTellsNoTime() {
        byte[] log = new Log()
                .kind(13, 31, "IMU", "fffffff", "GyrX,GyrY,GyrZ,AccX,AccY,AccZ,Temp")
                .old(1, 1, 1, 1)
                .old(2, 1, 1, 1)
                .bytes();
        TelemetryFormatException e = assertThrows(TelemetryFormatException.class, () -> read(log));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("x.bin: its gyro messages (IMU) tell no time"),
                e.getMessage());
    }

    @Test
    void shouldPreferFastSamplesAndTheirOwnTimes() throws IOException {
        Log log = small();
        for (int i = 0; i < 10; i++) {
            log.gyr(50_000 + i / 5, 1_000L * i, i, 0, 0);
        }
        MotionLog fast = read(log.bytes());
        assertEquals(10, fast.gyro().size());
        assertEquals(9_000_000, fast.gyro().endNs());
        assertEquals(7f, fast.gyro().x(7));
    }

    @Test
    void shouldGoOnBehindDamageAndSayHowMuchIsLost() throws IOException {
        byte[] log = small().raw(0xa3, 0x95, 0x77, 1, 2)
                .imu(140_000, 0, Float.NaN, 0, 0)
                .imu(180_000, 0, 7, 7, 7)
                .raw(0xa3, 0x95)
                .bytes();
        MotionLog read = read(log);
        assertEquals(4, read.gyro().size());
        assertEquals(7f, read.gyro().x(3));
        assertEquals(
                "7 bytes between messages or at the end make no message: left out",
                read.warnings().getFirst().text());
        assertEquals(
                "1 gyro messages are damaged: left out", read.warnings().get(1).text());
    }

    @Test
    void shouldSayThatThereIsNoGyro() {
        byte[] wrong = new Log()
                .kind(11, 24, "IMU", "QBfff", "TimeUS,I,AccX,AccY,AccZ")
                .imu(1, 0, 1, 1, 1)
                .imu(2, 0, 1, 1, 1)
                .bytes();
        TelemetryFormatException e = assertThrows(TelemetryFormatException.class, () -> read(wrong));
        assertTrue(String.valueOf(e.getMessage()).startsWith("x.bin: no gyro in it"), e.getMessage());
        assertThrows(
                TelemetryFormatException.class,
                () -> read(begun().imu(1, 0, 1, 1, 1).bytes()),
                "one sample");
        byte[] short25 = new Log()
                .kind(11, 25, "IMU", "QBfff", "TimeUS,I,GyrX,GyrY,GyrZ")
                .imu(1, 0, 1, 1, 1)
                .imu(2, 0, 1, 1, 1)
                .bytes();
        assertThrows(TelemetryFormatException.class, () -> read(short25), "types that do not fill the message");
    }

    private static void readOrRefuse(byte[] bytes) {
        DataFlashScan scan = new DataFlashScan("x.bin", bytes, true);
        scan.run();
        scan.facts();
        try {
            scan.log();
        } catch (TelemetryFormatException e) {
            assertEquals(1, String.valueOf(e.getMessage()).lines().count());
        }
    }

    @Test
    void shouldThrowNothingElseWhereverTheFileIsCutOrABitIsFlipped() {
        byte[] log = small().gyr(1, 2, 3, 4, 5).bytes();
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
    void shouldThrowNothingElseWhateverTheBytes(@ForAll byte[] tail) {
        byte[] start = begun().bytes();
        byte[] all = Arrays.copyOf(start, start.length + tail.length);
        System.arraycopy(tail, 0, all, start.length, tail.length);
        readOrRefuse(all);
    }

    @Test
    void shouldReadOtherSensorsWhereTheyAreAskedFor() throws IOException {
        Log log = new Log()
                .kind(11, 36, "IMU", "QBffffff", "TimeUS,I,GyrX,GyrY,GyrZ,AccX,AccY,AccZ")
                .kind(13, 18, "MAG", "QBhhh", "TimeUS,I,MagX,MagY,MagZ")
                .kind(14, 23, "ATT", "Qfff", "TimeUS,Roll,Pitch,Yaw");
        for (int i = 0; i < 3; i++) {
            log.head(11);
            log.out.putLong(1000 + 20_000L * i).put((byte) 0);
            log.out.putFloat(i).putFloat(0).putFloat(0);
            log.out.putFloat(i == 1 ? Float.NaN : 0).putFloat(0).putFloat(-9.5f);
            log.head(13);
            log.out.putLong(1500 + 20_000L * i).put((byte) 1);
            log.out.putShort((short) 200).putShort((short) 0).putShort((short) -400);
            log.head(14);
            log.out.putLong(1600 + 20_000L * i).putFloat(90).putFloat(0).putFloat(90);
        }
        Path file = Files.write(folder.resolve("x.bin"), Arrays.copyOf(log.out.array(), log.out.position()));
        MotionLog read = TelemetryReaders.open(file, ReadOptions.PLAIN.allStreams(true));
        assertEquals(3, read.gyro().size());
        assertEquals(3, read.streams().size());
        assertEquals(2, read.streams().get(0).size());
        assertEquals(-9.5f, read.streams().get(0).value(1, 2));
        assertEquals(-40f, read.streams().get(1).value(0, 2), 1e-5f);
        assertEquals(41_500_000, read.streams().get(1).timeNs(2));
        // Yaw by a quarter turn, then roll by one: the drone's right, which lay east, then south, points down.
        SensorTrack turns = read.streams().get(2);
        double w = turns.value(0, 0);
        double x = turns.value(0, 1);
        double y = turns.value(0, 2);
        double z = turns.value(0, 3);
        assertEquals(0, 2 * (x * y - w * z), 1e-6);
        assertEquals(0, w * w - x * x + y * y - z * z, 1e-6);
        assertEquals(1, 2 * (y * z + w * x), 1e-6);
        assertEquals(1, 2 * (x * y + w * z), 1e-6, "forward points east");
        assertTrue(read.warnings().toString().contains("acceleration: 1 of 3 samples"), read.warnings()::toString);
        assertEquals(0, TelemetryReaders.open(file).streams().size());
    }
}
