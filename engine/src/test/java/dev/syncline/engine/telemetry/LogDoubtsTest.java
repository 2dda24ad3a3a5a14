package dev.syncline.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.outcome.Warning;
import java.util.List;
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
}
