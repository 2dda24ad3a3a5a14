package dev.syncline.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs as home-made loggers write them. The plain one has a sample each 2500 µs, whose x tells its number. */
class LogTroublesTest {
    private static final String HEAD = "GYROFLOW IMU LOG\ntscale,0.000001\ngscale,0.001\nt,gx,gy,gz\n";
    private static final int N = 2000;
    private static final long STEP_US = 2500;

    @TempDir
    Path folder;

    /** Sample k of a log that sways, in counts: mrad/s. */
    private static long[] sample(int k) {
        return new long[] {
            k * STEP_US, k % 1000, Math.round(900 * Math.sin(k * 0.02)), Math.round(500 * Math.sin(k * 0.05))
        };
    }

    private static List<long[]> samples() {
        List<long[]> all = new ArrayList<>();
        for (int k = 0; k < N; k++) {
            all.add(sample(k));
        }
        return all;
    }

    private static String text(List<long[]> samples) {
        StringBuilder out = new StringBuilder(HEAD);
        for (long[] s : samples) {
            out.append(s[0])
                    .append(',')
                    .append(s[1])
                    .append(',')
                    .append(s[2])
                    .append(',')
                    .append(s[3])
                    .append('\n');
        }
        return out.toString();
    }

    private MotionLog read(String text) throws IOException {
        return TelemetryReaders.open(Files.writeString(folder.resolve("log.gcsv"), text));
    }

    private MotionLog read(List<long[]> samples) throws IOException {
        return read(text(samples));
    }

    private static void assertPlain(GyroTrack gyro, int from, int to, long startNs) {
        assertEquals(to - from, gyro.size());
        for (int i = 0; i < gyro.size(); i++) {
            assertEquals(startNs + i * STEP_US * 1000, gyro.timeNs(i), "time of sample " + i);
            assertEquals((from + i) % 1000 * 0.001f, gyro.x(i), 1e-6f, "sample " + i);
        }
    }

    private static void assertWarned(MotionLog log, String words) {
        assertTrue(
                log.warnings().stream().anyMatch(w -> w.text().contains(words)), () -> "warnings: " + log.warnings());
    }

    @Test
    void shouldLeaveAPlainLogAsItIs() throws IOException {
        MotionLog log = read(samples());
        assertPlain(log.gyro(), 0, N, 0);
        assertEquals(List.of(), log.warnings());
        assertEquals(List.of(), log.others());
    }

    @Test
    void shouldUnwrapACounterOf32Bits() throws IOException {
        long origin = (1L << 32) - 700 * STEP_US;
        List<long[]> samples = samples();
        samples.forEach(s -> s[0] = (s[0] + origin) % (1L << 32));
        MotionLog log = read(samples);
        assertPlain(log.gyro(), 0, N, origin * 1000);
        assertWarned(log, "32 bits that wraps after 4294.967 s: it was unwrapped 1 time");
        assertEquals(List.of(), log.others());
    }

    @ParameterizedTest
    @CsvSource({"999000, 0", "1001000, 1"})
    void shouldTakeALatePartForAnotherRecording(long pauseUs, int others) throws IOException {
        // A counter that is near its end and starts again within a second has wrapped; later it is another recording's.
        long origin = (1L << 32) - 700 * STEP_US;
        List<long[]> samples = samples();
        samples.forEach(s -> s[0] = (s[0] + origin + (s[0] >= 700 * STEP_US ? pauseUs - STEP_US : 0)) % (1L << 32));
        assertEquals(others, read(samples).others().size());
    }

    @ParameterizedTest
    @CsvSource({"10", "2"})
    void shouldSpreadBatchesThatShareAStamp(int size) throws IOException {
        List<long[]> samples = samples();
        for (int k = 0; k < N; k++) {
            samples.get(k)[0] = (k / size * size + size - 1) * STEP_US;
        }
        MotionLog log = read(samples);
        assertPlain(log.gyro(), 0, N, 0);
        assertWarned(log, "batches of about " + size + " with one time stamp each");
    }

    @Test
    void shouldLeaveAGapWhereABatchWasLost() throws IOException {
        List<long[]> samples = new ArrayList<>();
        for (int k = 0; k < N; k++) {
            long[] s = sample(k);
            s[0] = (k / 10 * 10 + 9) * STEP_US;
            if (k / 10 != 50) {
                samples.add(s);
            }
        }
        GyroTrack gyro = read(samples).gyro();
        assertEquals(N - 10, gyro.size());
        assertEquals(499 * STEP_US * 1000, gyro.timeNs(499));
        assertEquals(510 * STEP_US * 1000, gyro.timeNs(500));
    }

    @Test
    void shouldSpreadSamplesAboutTheTickOfACoarseClock() throws IOException {
        // Four samples in each tick of 10 ms.
        StringBuilder text = new StringBuilder("GYROFLOW IMU LOG\ntscale,0.01\ngscale,0.001\nt,gx,gy,gz\n");
        for (int k = 0; k < N; k++) {
            text.append(k / 4)
                    .append(',')
                    .append(k % 1000)
                    .append(",7,")
                    .append(k % 50)
                    .append('\n');
        }
        MotionLog log = read(text.toString());
        assertPlain(log.gyro(), 0, N, -3_750_000);
        assertWarned(log, "1500 of 2000 samples repeat the time before, whose clock counts 10.0 ms: spread evenly");
    }

    @ParameterizedTest
    @CsvSource({"182, false", "184, true"})
    void shouldSpreadOnlyWhereManySamplesRepeatATime(int repeats, boolean spread) throws IOException {
        List<long[]> samples = samples();
        for (int r = 0; r < repeats; r++) {
            samples.get(9 + 10 * r)[0] = samples.get(8 + 10 * r)[0];
        }
        MotionLog log = read(samples);
        assertEquals(spread ? N : N - repeats, log.gyro().size());
        assertWarned(log, spread ? "spread evenly" : repeats + " samples repeat the time before: left out");
    }

    @Test
    void shouldSortPacketsThatWereWrittenLate() throws IOException {
        List<long[]> samples = samples();
        Collections.rotate(samples.subList(1000, 1040), 20);
        MotionLog log = read(samples);
        assertPlain(log.gyro(), 0, N, 0);
        assertWarned(log, "20 samples stand behind later ones in the file: sorted by time");
    }

    @Test
    void shouldPutPacketsBackThatWereStampedEarly() throws IOException {
        List<long[]> samples = samples();
        for (int k = 0; k < N; k++) {
            samples.get(k)[0] -= k % 200 >= 180 ? 30_000 : 0;
        }
        // The last packet has no neighbour behind it.
        MotionLog log = read(samples.subList(0, N - 1));
        for (int k = 0; k < N - 20; k++) {
            assertEquals(k * STEP_US * 1000, log.gyro().timeNs(k));
            assertEquals(k % 1000 * 0.001f, log.gyro().x(k), 1e-6f);
        }
        assertWarned(log, "9 packets were stamped up to 30.0 ms early: put back between their neighbours");
    }

    /** A clock that is set back logs a stretch a second time: samples of two times do not belong between each other. */
    @ParameterizedTest
    @CsvSource({"2100000, 1", "1000000, 1", "100000, 1", "47500, 1", "42500, 0"})
    void shouldNotSortTwoStretchesOfOneTimeIntoEachOther(long backUs, int others) throws IOException {
        List<long[]> samples = samples();
        for (int k = 1500; k < N; k++) {
            samples.get(k)[0] -= backUs;
        }
        MotionLog log = read(samples);
        assertEquals(others, log.others().size());
        if (others == 1) {
            assertPlain(log.gyro(), 0, 1500, 0);
            assertEquals(500, log.others().getFirst().gyro().size());
        }
    }

    /** A packet that is written much later than its neighbours, at the log's end too, goes to its own place. */
    @ParameterizedTest
    @CsvSource({"1000, 30, 300", "1700, 30, 270", "1000, 200, 100"})
    void shouldSortPacketsHoweverLateTheyAreWritten(int from, int count, int later) throws IOException {
        List<long[]> samples = samples();
        Collections.rotate(samples.subList(from, from + count + later), later);
        assertPlain(read(samples).gyro(), 0, N, 0);
    }

    @Test
    void shouldReadJoinedLogsAsRecordingsOfTheirOwn() throws IOException {
        List<long[]> first = samples().subList(0, 1500);
        List<long[]> second = samples().subList(1500, N);
        MotionLog log = read(text(second) + text(first).replace("gscale,0.001", "gscale,0.002"));
        assertEquals(1500, log.gyro().size());
        assertEquals(0.998f, log.gyro().x(499), 1e-6f);
        assertWarned(log, "2 recordings: number 2, 3.7 s long from log time 0.000 s on, was taken, the longest");
        MotionLog other = log.others().getFirst();
        assertPlain(other.gyro(), 1500, N, 1500 * STEP_US * 1000);
        assertWarned(other, "number 1, 1.2 s long from log time 3.750 s on, was taken, which fits");
    }

    @Test
    void shouldTakeATimeThatLeapsByDaysForAnotherRecording() throws IOException {
        List<long[]> samples = samples();
        samples.subList(1200, N).forEach(s -> s[0] += 86_401_000_000L);
        MotionLog log = read(samples);
        assertEquals(1200, log.gyro().size());
        assertEquals(800, log.others().getFirst().gyro().size());
        List<long[]> within = samples();
        within.subList(1200, N).forEach(s -> s[0] += 86_399_000_000L);
        assertEquals(List.of(), read(within).others());
    }

    @Test
    void shouldRefuseAFileThatBeginsAnewWithoutEnd() {
        StringBuilder text = new StringBuilder(HEAD);
        for (int k = 0; k < 400; k++) {
            text.append(k % 2 * 1000).append(",1,2,3\n");
        }
        String problem = String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(text.toString()))
                .getMessage());
        assertTrue(problem.contains("time starts again more than 100 times"), problem);
        String heads = text(samples().subList(0, 3)).repeat(101);
        String many = String.valueOf(
                assertThrows(TelemetryFormatException.class, () -> read(heads)).getMessage());
        assertTrue(many.contains("more than 100 recordings"), many);
    }

    @Test
    void shouldReadSemicolonsAndDecimalCommas() throws IOException {
        StringBuilder text = new StringBuilder("""
                GYROFLOW IMU LOG;;;
                note;a, b;;
                gscale;0,001;;
                orientation;XYZ;;
                tscale;1;;
                frame_readout_time;16,5;;
                t;gx;gy;gz
                """);
        for (long[] s : samples()) {
            text.append(s[0] * 1e-6)
                    .append(';')
                    .append(s[1])
                    .append(",0;")
                    .append(s[2])
                    .append(";")
                    .append(s[3])
                    .append('\n');
        }
        MotionLog log = read(text.toString().replaceAll("(\\d)\\.(\\d)", "$1,$2"));
        assertPlain(log.gyro(), 0, N, 0);
        assertEquals("XYZ", log.orientation().letters());
        var shutter = log.shutter();
        assertNotNull(shutter);
        assertEquals(0.0165, shutter.readoutS(), 1e-12);
    }

    @Test
    void shouldNotTakeASemicolonInANoteForAColumnsEnd() throws IOException {
        assertPlain(
                read(text(samples()).replace("tscale", "hand-held; at home\ntscale"))
                        .gyro(),
                0,
                N,
                0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"t,ax,ay,az", "t,accx,accy,accz", "t,mx,my,mz", "t,AX,AY,AZ"})
    void shouldSayThatALogHasNoGyro(String columns) {
        String problem = String.valueOf(assertThrows(
                        TelemetryFormatException.class,
                        () -> read(text(samples()).replace("t,gx,gy,gz", columns)))
                .getMessage());
        assertTrue(problem.contains("line 4: there is no gyro in this log: its columns are '" + columns), problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"t,gz,gy,gx", "t,GZ,GY,GX", "t,rz,ry,rx", "t,gyro_z,gyro_y,gyro_x"})
    void shouldFindSwappedColumnsByTheirNames(String columns) throws IOException {
        List<long[]> swapped = new ArrayList<>();
        for (long[] s : samples()) {
            swapped.add(new long[] {s[0], s[3], s[2], s[1]});
        }
        assertPlain(read(text(swapped).replace("t,gx,gy,gz", columns)).gyro(), 0, N, 0);
    }

    @Test
    void shouldFindTheGyroBehindAnAccelerometer() throws IOException {
        String text =
                text(samples()).replace("t,gx,gy,gz", "t,ax,ay,az,rx,ry,rz").replaceAll("(?m)^(\\d+),", "$1,9,8,7,");
        assertPlain(read(text).gyro(), 0, N, 0);
    }

    @Test
    void shouldLeaveOutSpikesAndCountThem() throws IOException {
        List<long[]> samples = samples();
        for (int k = 50; k < N; k += 100) {
            samples.get(k)[1 + k / 100 % 3] = k % 200 == 50 ? 17_700 : -17_700;
        }
        MotionLog log = read(samples);
        assertEquals(N - 20, log.gyro().size());
        for (int i = 0; i < log.gyro().size(); i++) {
            assertEquals(
                    log.gyro().timeNs(i) / 2_500_000 % 1000 * 0.001f, log.gyro().x(i), 1e-6f);
        }
        assertWarned(log, "20 of 2000 samples are spikes");
        assertWarned(log, "first at log time 0.125 s: left out");
    }

    @ParameterizedTest
    @CsvSource({"3, true", "4, false"})
    void shouldTakeOnlyShortLeapsForSpikes(int length, boolean spike) throws IOException {
        List<long[]> samples = samples();
        for (int k = 700; k < 700 + length; k++) {
            samples.get(k)[2] = 15_000;
        }
        assertEquals(spike ? N - length : N, read(samples).gyro().size());
    }

    @ParameterizedTest
    @CsvSource({"3900, false", "4200, true"})
    void shouldTakeOnlyLargeLeapsForSpikes(long leap, boolean spike) throws IOException {
        List<long[]> samples = samples();
        samples.get(700)[2] += leap;
        assertEquals(spike ? N - 1 : N, read(samples).gyro().size());
    }

    @Test
    void shouldNotTakeAKnockForASpike() throws IOException {
        // A blow that swings out at 60 Hz: 20 rad/s, gone after a tenth of a second.
        List<long[]> samples = samples();
        for (int k = 700; k < 780; k++) {
            double s = (k - 700) * STEP_US * 1e-6;
            samples.get(k)[2] += Math.round(20_000 * Math.sin(2 * Math.PI * 60 * s) * Math.exp(-s / 0.02));
        }
        MotionLog log = read(samples);
        assertEquals(N, log.gyro().size());
    }

    @ParameterizedTest
    @CsvSource({"11, true", "9, false"})
    void shouldNotLeaveOutMoreThanATenth(int every, boolean leftOut) throws IOException {
        List<long[]> samples = samples();
        int spikes = 0;
        for (int k = 5; k < N - 5; k += every) {
            samples.get(k)[3] = 17_700;
            spikes++;
        }
        MotionLog log = read(samples);
        assertEquals(leftOut ? N - spikes : N, log.gyro().size());
        assertWarned(log, leftOut ? "left out" : "too many to leave out");
    }
}
