package dev.syncline.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.outcome.Warning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogDoubtsTest {
    private static List<String> doubts(int samples, double stepS, double x, double y, double z, boolean sameYz) {
        GyroSamples gyro = new GyroSamples();
        for (int i = 0; i < samples; i++) {
            float yi = (float) (y * Math.cos(i * 0.7));
            gyro.add(
                    Math.round(i * stepS * 1e9),
                    (float) (x * Math.sin(0.5 * Math.PI * i)),
                    yi,
                    sameYz ? yi : (float) (z * Math.sin(i)));
        }
        GyroTrack track = gyro.toTrack();
        MotionLog log = new MotionLog("a", "test", track, ImuOrientation.BODY, false, null, 0, List.of(), List.of());
        return LogDoubts.of(log, LogSummary.of(log)).stream().map(Warning::text).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100 | 0.005 | 73.2 | 1 | 1 | false | ''",
                "100 | 0.005 | 73.4 | 1 | 1 | false | is their unit right?",
                "100 | 0.49 | 1 | 1 | 1 | false | ''",
                "100 | 0.51 | 1 | 1 | 1 | false | is the unit of its times right?",
                "100 | 0.000021 | 1 | 1 | 1 | false | ''",
                "100 | 0.000019 | 1 | 1 | 1 | false | is the unit of its times right?",
                "100 | 0.005 | 0 | 0 | 0 | false | all of its samples are alike",
                "49 | 0.005 | 0 | 0 | 0 | false | ''",
                "50 | 0.005 | 0 | 1 | 1 | false | its axis x holds one reading",
                "50 | 0.005 | 1 | 1 | 1 | true | its axes y and z are alike"
            })
    void shouldDoubtWhatIsNoGyros(
            int samples, double stepS, double x, double y, double z, boolean sameYz, String doubt) {
        List<String> found = doubts(samples, stepS, x, y, z, sameYz);
        assertEquals(doubt.isEmpty() ? 0 : 1, found.size(), found::toString);
        assertTrue(doubt.isEmpty() || found.getFirst().contains(doubt), found::toString);
    }

    /** A log of 200 Hz in which a few samples at an edge read another number than the rest, which sways by 0.2 rad/s. */
    private static MotionLog begun(int junk, double reading, boolean atEnd) {
        GyroSamples gyro = new GyroSamples();
        for (int i = 0; i < 400; i++) {
            boolean off = atEnd ? i >= 400 - junk : i < junk;
            gyro.add(
                    i * 5_000_000L,
                    (float) (off ? reading : 0.2 * Math.sin(i * 0.1)),
                    0.01f * (i % 7),
                    0.02f * (i % 5));
        }
        return new MotionLog("a", "test", gyro.toTrack(), ImuOrientation.BODY, false, null, 0, List.of(), List.of());
    }

    private static List<String> doubts(MotionLog log) {
        return LogDoubts.of(log, LogSummary.of(log)).stream().map(Warning::text).toList();
    }

    @ParameterizedTest
    @CsvSource({"1,false", "3,false", "2,true"})
    void shouldLeaveOutAFewSamplesAtAnEdgeThatNoMotionMakes(int junk, boolean atEnd) {
        MotionLog log = begun(junk, -9, atEnd);
        MotionLog left = SpikeScan.without(log);
        assertEquals(400 - junk, left.gyro().size());
        assertEquals(atEnd ? 0 : junk * 5_000_000L, left.gyro().startNs());
        String said = left.warnings().getFirst().text();
        assertTrue(said.startsWith(junk + " sample"), said);
        assertTrue(said.contains(atEnd ? "at its end" : "at its beginning"), said);
        assertEquals(List.of(), doubts(left));
    }

    @ParameterizedTest
    @CsvSource({"4,false", "50,false", "7,true"})
    void shouldDoubtMoreSamplesAtAnEdgeAndKeepThem(int junk, boolean atEnd) {
        MotionLog log = begun(junk, 9, atEnd);
        assertEquals(400, SpikeScan.without(log).gyro().size());
        assertEquals(1, doubts(log).size(), () -> doubts(log).toString());
        assertTrue(doubts(log).getFirst().startsWith(junk + " samples at its " + (atEnd ? "end" : "beginning")));
    }

    @ParameterizedTest
    @CsvSource({"3,3.9", "51,9"})
    void shouldTakeASmallerLeapAndALongerTurnForMotion(int junk, double reading) {
        MotionLog log = begun(junk, reading, false);
        assertEquals(log, SpikeScan.without(log));
        assertEquals(List.of(), doubts(log));
    }

    /** A turn of 12 rad/s that is stopped: over four samples, or at once, and then it swings. */
    @Test
    void shouldTakeAStopAtTheBeginningForMotion() {
        for (boolean atOnce : new boolean[] {false, true}) {
            GyroSamples gyro = new GyroSamples();
            for (int i = 0; i < 400; i++) {
                double stopping =
                        atOnce ? (i < 2 ? 12 : 12 * Math.exp(-i / 6.0) * Math.cos(i * 1.2)) : Math.max(0, 12 - 3 * i);
                gyro.add(i * 5_000_000L, (float) (stopping + 0.01 * (i % 3)), 0.01f * (i % 7), 0.02f * (i % 5));
            }
            MotionLog log = new MotionLog(
                    "a", "test", gyro.toTrack(), ImuOrientation.BODY, false, null, 0, List.of(), List.of());
            assertEquals(400, SpikeScan.without(log).gyro().size());
            assertEquals(List.of(), doubts(log));
        }
    }

    /** Two samples of 9 rad/s are junk where no motion stops as fast, and a turn's end where one does. */
    @ParameterizedTest
    @CsvSource({"5900000, 98", "6100000, 100", "10000000, 100", "20000000, 100", "40000000, 100"})
    void shouldTakeAStopThatADroneMakesForMotion(long stepNs, int left) {
        GyroSamples gyro = new GyroSamples();
        for (int i = 0; i < 100; i++) {
            gyro.add(i * stepNs, i < 2 ? 9 : 0.01f * (i % 3), 0.01f * (i % 7), 0.02f * (i % 5));
        }
        MotionLog log =
                new MotionLog("a", "test", gyro.toTrack(), ImuOrientation.BODY, false, null, 0, List.of(), List.of());
        assertEquals(left, SpikeScan.without(log).gyro().size());
        assertEquals(List.of(), doubts(SpikeScan.without(log)));
    }

    /** Jabs of some samples in a log that is quiet else: a motion where there is time for it, a spike where there is none. */
    @ParameterizedTest
    @CsvSource({
        "12000000, 1, 12, 299", // 24 ms
        "13000000, 1, 12, 300",
        "10000000, 2, 12, 300",
        "5000000, 3, 12, 297",
        "20000000, 1, 20, 300", // a flip, logged at 50 Hz
        "20000000, 3, 20, 300",
        "20000000, 1, 29, 300", // 1450 rad/s²
        "20000000, 1, 31, 299",
        "40000000, 1, 35, 300",
        "40000000, 3, 35, 300"
    })
    void shouldTakeAJabThatThereIsTimeForForMotion(long stepNs, int samples, float reading, int left) {
        GyroSamples gyro = new GyroSamples();
        for (int i = 0; i < 300; i++) {
            boolean jab = i >= 100 && i < 100 + samples;
            gyro.add(i * stepNs, jab ? reading : 0.01f * (i % 3), 0.01f * (i % 7), 0.02f * (i % 5));
        }
        MotionLog log =
                new MotionLog("a", "test", gyro.toTrack(), ImuOrientation.BODY, false, null, 0, List.of(), List.of());
        MotionLog scanned = SpikeScan.without(log);
        assertEquals(left, scanned.gyro().size());
        assertEquals(left == 300, scanned.warnings().isEmpty());
    }
}
