package dev.syncline.engine.sync.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.ImuOrientation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrientationChoiceTest {
    private static final double MARGIN = 6;

    /** Centred sums of 90 frames that a log with these axes would give. */
    private static CentredSums sums(Matrix3 turn, double sx, double sy, double sz, double noise) {
        SplittableRandom random = new SplittableRandom(8);
        double[] sums = new double[12];
        for (int i = 0; i < 90; i++) {
            double[] g = {sx * random.nextGaussian(), sy * random.nextGaussian(), sz * random.nextGaussian()};
            for (int a = 0; a < 3; a++) {
                double v = turn.at(a, 0) * g[0] + turn.at(a, 1) * g[1] + turn.at(a, 2) * g[2];
                v += noise * random.nextGaussian();
                sums[9] += v * v;
                sums[10] += g[a] * g[a];
                for (int b = 0; b < 3; b++) {
                    sums[3 * a + b] += v * g[b];
                }
            }
        }
        sums[11] = 90;
        return new CentredSums(Matrix3.of(sums), sums[9], sums[10], sums[11]);
    }

    @Test
    void shouldNameEachOfTheTwentyFourMountings() {
        for (ImuOrientation o : ImuOrientation.allProper()) {
            OrientationChoice choice = OrientationChoice.of(sums(o.toCamera(), 1, 0.7, 0.5, 0.1), null, MARGIN);
            assertEquals(o, choice.found());
            assertTrue(choice.angleRad() < 0.1, "angle " + choice.angleRad());
        }
    }

    @Test
    void shouldFindAnotherMountingThanTheLogDeclares() {
        ImuOrientation real = new ImuOrientation("XYZ");
        OrientationChoice choice =
                OrientationChoice.of(sums(real.toCamera(), 1, 0.7, 0.5, 0.1), ImuOrientation.BODY, MARGIN);
        assertEquals(real, choice.found());
        assertTrue(choice.seen());
    }

    @Test
    void shouldTellHowFarAskewAMountingIs() {
        Matrix3 askew = new ImuOrientation("Yzx").toCamera().times(Matrix3.ofRotationVector(0, 0.05, 0));
        OrientationChoice choice = OrientationChoice.of(sums(askew, 1, 1, 1, 0.01), null, MARGIN);
        assertEquals("Yzx", String.valueOf(choice.found()));
        assertEquals(0.05, choice.angleRad(), 0.003);
    }

    @Test
    void shouldNameNoMountingFromMotionAboutOneAxis() {
        OrientationChoice choice =
                OrientationChoice.of(sums(ImuOrientation.BODY.toCamera(), 1, 0, 0, 0.05), null, MARGIN);
        assertNull(choice.found());
        assertNotNull(choice.nearest());
        // Whatever it names as nearest must at least turn the axis that moved as it did.
        assertEquals(1, choice.nearest().toCamera().at(0, 0));
    }

    @Test
    void shouldTakeTheLogsWordWhereTheMotionDoesNotTell() {
        CentredSums sums = sums(ImuOrientation.BODY.toCamera(), 1, 0, 0, 0.05);
        for (String letters : new String[] {"YxZ", "yxz", "Zxy", "zxY"}) {
            ImuOrientation declared = new ImuOrientation(letters);
            OrientationChoice choice = OrientationChoice.of(sums, declared, MARGIN);
            assertEquals(declared, choice.found());
            assertFalse(choice.seen(), "the log says it, not the motion");
        }
        // But not where the motion contradicts it.
        assertNull(OrientationChoice.of(sums, new ImuOrientation("XYZ"), MARGIN).found());
    }

    @Test
    void shouldNameNothingFromNoMotion() {
        assertNull(OrientationChoice.of(CentredSums.NONE, null, MARGIN).found());
    }
}
