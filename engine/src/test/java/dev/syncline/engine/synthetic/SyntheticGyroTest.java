package dev.syncline.engine.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.synthetic.ClipSpec.Pairing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticGyroTest {
    private static final LogClock CLOCK = new LogClock(-2.25, 200, 0.5, 0.75);

    private static ClipSpec clip(MotionStyle style, GyroSpec gyro, LogClock clock) {
        ClipSpec demo = SyntheticCatalogue.demo();
        return new ClipSpec("test", 99, style, 1, demo.camera(), demo.scene(), gyro, clock, Pairing.OWN_LOG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"YxZ", "XYZ", "Yzx", "XZy", "YXz", "xzY"})
    void shouldRecordTheRateOfItsInstantInItsOwnAxes(String letters) {
        ImuOrientation mounted = new ImuOrientation(letters);
        ClipSpec clip = clip(MotionStyle.FPV, GyroSpec.perfect(997, mounted), CLOCK);
        GyroTrack track = SyntheticGyro.log(clip);
        double[] toCamera = mounted.toCamera().rowMajor();
        double[] expected = new double[3];
        for (int i = 0; i < track.size(); i += 50) {
            double logS = track.timeNs(i) / 1e9;
            clip.motion().rate(logS * (1 + 200e-6) - 2.25, expected);
            double[] seen = Rotations.apply(toCamera, new double[] {track.x(i), track.y(i), track.z(i)});
            for (int k = 0; k < 3; k++) {
                assertEquals(expected[k], seen[k], 1e-6);
            }
        }
    }

    @Test
    void shouldAddUpToTheTurnOfTheCamera() {
        ClipSpec clip = clip(MotionStyle.HANDHELD, GyroSpec.perfect(4000, new ImuOrientation("XYZ")), CLOCK);
        GyroTrack track = SyntheticGyro.log(clip);
        double[] toCamera = clip.gyro().mounted().toCamera().rowMajor();
        double[] from = new double[9];
        double[] to = new double[9];
        int last = 16_001;
        clip.motion().cameraToWorld(CLOCK.videoS(track.timeNs(0) * 1e-9), from);
        clip.motion().cameraToWorld(CLOCK.videoS(track.timeNs(last) * 1e-9), to);
        double[] turned = from;
        for (int i = 0; i < last; i++) {
            double half = (track.timeNs(i + 1) - track.timeNs(i)) * 1e-9 * (1 + 200e-6) / 2;
            double[] v = Rotations.apply(toCamera, new double[] {
                half * (track.x(i) + track.x(i + 1)),
                half * (track.y(i) + track.y(i + 1)),
                half * (track.z(i) + track.z(i + 1))
            });
            turned = Rotations.product(turned, Rotations.of(v[0], v[1], v[2]));
        }
        assertEquals(0, Rotations.angleBetween(turned, to), 2e-6);
    }

    @Test
    void shouldCoverTheClipFromItsStartToItsTail() {
        ClipSpec clip = clip(MotionStyle.WALK, GyroSpec.usual(ImuOrientation.BODY), CLOCK);
        GyroTrack track = SyntheticGyro.log(clip);
        assertEquals(500_000_000L, track.startNs());
        double endVideoS = CLOCK.videoS(track.endNs() * 1e-9);
        assertEquals(clip.camera().durationS() + 0.75, endVideoS, 0.003);
        assertEquals(0, track.timeNs(7) % 1000);
    }

    @Test
    void shouldCarryTheNoiseBiasAndStepsThatItIsGiven() {
        GyroSpec gyro = GyroSpec.usual(ImuOrientation.BODY).with(new Xyz(0.1, -0.2, 0.3), 0.05);
        GyroTrack track = SyntheticGyro.log(clip(MotionStyle.STILL, gyro, LogClock.of(-20)));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < track.size(); i++) {
            assertEquals(0, Math.abs(track.y(i) / 0.001 - Math.rint(track.y(i) / 0.001)), 1e-3);
            sum += track.y(i);
            squares += (track.y(i) + 0.2) * (track.y(i) + 0.2);
        }
        assertEquals(-0.2, sum / track.size(), 0.003);
        assertEquals(0.05, Math.sqrt(squares / track.size()), 0.002);
    }

    @Test
    void shouldLeaveOutWhatIsInAGapAndChangeNothingElse() {
        GyroSpec whole = GyroSpec.usual(ImuOrientation.BODY);
        GyroSpec holed = whole.interrupted(0, List.of(new GyroSpec.Gap(2, 0.1), new GyroSpec.Gap(4, 0.2)));
        GyroTrack a = SyntheticGyro.log(clip(MotionStyle.WALK, whole, LogClock.of(-1)));
        GyroTrack b = SyntheticGyro.log(clip(MotionStyle.WALK, holed, LogClock.of(-1)));
        assertEquals(a.size() - 40 - 80, b.size(), 1);
        assertEquals(a.z(a.size() - 1), b.z(b.size() - 1));
        assertEquals(a.endNs(), b.endNs());
    }

    @Test
    void shouldKeepTimesInOrderUnderJitter() {
        GyroSpec gyro = GyroSpec.usual(ImuOrientation.BODY).at(1000).interrupted(0.0004, List.of());
        GyroTrack track = SyntheticGyro.log(clip(MotionStyle.WALK, gyro, LogClock.of(-1)));
        double squares = 0;
        for (int i = 0; i < track.size(); i++) {
            double errorS = track.timeNs(i) * 1e-9 - i * 0.001;
            squares += errorS * errorS;
        }
        assertEquals(0.0004, Math.sqrt(squares / track.size()), 0.00005);
    }

    @Test
    void shouldClipAtTheSensorsRange() {
        GyroSpec u = GyroSpec.usual(ImuOrientation.BODY);
        GyroSpec narrow =
                new GyroSpec(400, u.mounted(), u.declared(), u.tiltRad(), Xyz.ZERO, 0, 0.001, 1.0, 0, List.of());
        GyroTrack track = SyntheticGyro.log(clip(MotionStyle.FPV, narrow, LogClock.of(-1)));
        double most = 0;
        for (int i = 0; i < track.size(); i++) {
            most = Math.max(most, Math.abs(track.x(i)));
        }
        assertEquals(1.0, most, 1e-6);
    }

    @Test
    void shouldTurnATiltedSensor() {
        double rad = 0.1;
        GyroSpec tilted = GyroSpec.perfect(100, ImuOrientation.BODY).tilted(new Xyz(0, 0, rad));
        ClipSpec straight = clip(MotionStyle.WALK, GyroSpec.perfect(100, ImuOrientation.BODY), LogClock.of(0));
        GyroTrack a = SyntheticGyro.log(straight);
        GyroTrack b = SyntheticGyro.log(clip(MotionStyle.WALK, tilted, LogClock.of(0)));
        assertEquals(Math.cos(rad) * a.x(60) - Math.sin(rad) * a.y(60), b.x(60), 1e-6);
        assertEquals(Math.sin(rad) * a.x(60) + Math.cos(rad) * a.y(60), b.y(60), 1e-6);
        assertEquals(a.z(60), b.z(60), 1e-6);
    }

    @Test
    void shouldRecordAnotherMotionWhenTheLogIsForeign() {
        ClipSpec own = clip(MotionStyle.WALK, GyroSpec.usual(ImuOrientation.BODY), LogClock.of(-1));
        ClipSpec foreign = new ClipSpec(
                own.name(),
                own.seed(),
                own.style(),
                own.motionScale(),
                own.camera(),
                own.scene(),
                own.gyro(),
                own.clock(),
                Pairing.FOREIGN_LOG);
        assertNotEquals(
                SyntheticGyro.log(own).x(100), SyntheticGyro.log(foreign).x(100));
        assertTrue(foreign.mustBeRefused());
    }
}
