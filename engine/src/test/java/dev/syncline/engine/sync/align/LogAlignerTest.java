package dev.syncline.engine.sync.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.WarningCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogAlignerTest {
    private static final MadeMotion MOTION = MadeMotion.random(7, 0.2, 5, 0.4);
    private static final Matrix3 TURN = Matrix3.ofRotationVector(0.4, -1.2, 0.9);

    private static Alignment aligned(GyroTrack a, GyroTrack b) {
        return aligned(a, b, OffsetRange.ALL);
    }

    private static Alignment aligned(GyroTrack a, GyroTrack b, OffsetRange range) {
        AlignOutcome outcome = LogAligner.align(a, b, range);
        return assertInstanceOf(AlignOutcome.Aligned.class, outcome, outcome::toString)
                .alignment();
    }

    private static Refusal refused(GyroTrack a, GyroTrack b) {
        return assertInstanceOf(AlignOutcome.Refused.class, LogAligner.align(a, b, OffsetRange.ALL))
                .refusal();
    }

    /** Error of the offset at the time that it is told for, ns. */
    private static double errorNs(Alignment found, MadeSensor a, MadeSensor b) {
        double bodyS = (found.offset().atNs() - a.zeroNs()) * 1e-9 / (1 + a.fast());
        return found.offset().offsetNs() - (a.clockNs(bodyS) - b.clockNs(bodyS));
    }

    private static void assertRight(Alignment found, MadeSensor a, MadeSensor b) {
        double error = errorNs(found, a, b);
        assertEquals(0, error, 4 * found.offset().sigmaNs(), found::toString);
        assertTrue(found.offset().sigmaNs() < 0.5e6, found::toString);
        double drift = (a.fast() - b.fast()) / (1 + a.fast()) * 1e6;
        assertEquals(drift, found.drift().value(), 4 * found.drift().sigma(), found::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "200, 0, 30, 200, 0, 30, 0", // as long as each other
        "500, 0, 12, 100, 3, 40, 120", // the second begins later and ends later
        "100, 3, 40, 500, 0, 12, -120",
        "200, 0, 60, 25, 20, 90, 30", // a camera against a car's logger
        "25, 0, 20, 100, 5, 150, -1900", // short against long, and clocks far apart
        "100, 5, 150, 25, 0, 20, 1900"
    })
    void findsOffsetDriftAndTurnOfLogsThatDifferInRateLengthAndClock(
            double rateA, double fromA, double toA, double rateB, double fromB, double toB, double ppm) {
        MadeSensor a = MadeSensor.plain(rateA, fromA, toA)
                .clock(1_764_000_000_123_456_789L, ppm / 2)
                .biased(0.02, -0.03, 0.01);
        MadeSensor b =
                MadeSensor.plain(rateB, fromB, toB).clock(4_567_000L, -ppm / 2).mounted(TURN);

        Alignment found = aligned(a.log(MOTION, 1), b.log(MOTION, 2));

        assertRight(found, a, b);
        assertEquals(0, found.turn().toFirst().angleToRad(TURN.transposed()), Math.toRadians(1));
        assertTrue(found.turn().worstSigmaRad() < Math.toRadians(1));
        assertEquals(1, found.rates().scale().value(), 0.03);
        Alignment.Estimate bias = found.rates().biasRadS().get(1);
        assertEquals(-0.03, bias.value(), 4 * bias.sigma());
    }

    @Test
    void findsMinutesInAnHour() {
        MadeSensor a = MadeSensor.plain(25, 0, 3600).clock(0, 40);
        MadeSensor b =
                MadeSensor.plain(25, 2500, 2620).clock(-9_000_000_000L, -10).mounted(TURN);

        Alignment found = aligned(a.log(MOTION, 1), b.log(MOTION, 2));

        assertRight(found, a, b);
        assertEquals(a.clockNs(2500) * 1e-9, found.offset().fromNs() * 1e-9, 0.1);
        assertEquals(a.clockNs(2620) * 1e-9, found.offset().toNs() * 1e-9, 0.1);
    }

    private static GyroTrack joined(GyroTrack first, GyroTrack next) {
        int n = first.size();
        int all = n + next.size();
        long[] times = new long[all];
        float[][] rates = new float[3][all];
        for (int i = 0; i < all; i++) {
            GyroTrack from = i < n ? first : next;
            int at = i < n ? i : i - n;
            times[i] = from.timeNs(at);
            rates[0][i] = from.x(at);
            rates[1][i] = from.y(at);
            rates[2][i] = from.z(at);
        }
        return new GyroTrack(times, rates[0], rates[1], rates[2]);
    }

    /** A pause of half a day in both logs, most of whose offsets meet nothing. */
    @Test
    void findsTheOffsetOfLogsWithALongPause() {
        double again = 43_200;
        MadeSensor a = MadeSensor.plain(100, 0, 60).clock(5_000, 3);
        MadeSensor b = MadeSensor.plain(100, 2, 58).clock(-77_000_000_000L, -2);
        MadeSensor laterA = MadeSensor.plain(100, again, again + 60).clock(5_000, 3);
        MadeSensor laterB = MadeSensor.plain(100, again + 2, again + 58).clock(-77_000_000_000L, -2);

        Alignment found = aligned(
                joined(a.log(MOTION, 1), laterA.log(MOTION, 3)), joined(b.log(MOTION, 2), laterB.log(MOTION, 4)));

        assertRight(found, a, b);
        assertTrue(found.drift().sigma() < 0.1, "half a day tells a drift: " + found.drift());
    }

    /** A search is as long as both logs: after a year's pause it would take minutes, or be cut short. */
    @Test
    void refusesToSearchYears() {
        double again = 86_400 * 400;
        MadeSensor a = MadeSensor.plain(50, 0, 40);
        MadeSensor b = MadeSensor.plain(50, 2, 38).clock(-77_000_000_000L, 0);
        GyroTrack first =
                joined(a.log(MOTION, 1), MadeSensor.plain(50, again, again + 40).log(MOTION, 3));
        GyroTrack second = b.log(MOTION, 2);

        Refusal refusal = refused(first, second);

        assertEquals(RefusalCode.OUTSIDE_SEARCH, refusal.code());
        assertTrue(refusal.text().startsWith("the offsets to search span 400.0 days"), refusal::text);
        assertRight(aligned(first, second, OffsetRange.about(75_000_000_000L, 10_000_000_000L)), a, b);
    }

    /** A piece is cut out of the second log and its end moved up, or the two are taken apart there. */
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 7})
    void refusesAClockThatJumpsNearItsEnd(double cutS) {
        MadeSensor a = MadeSensor.plain(100, 0, 120);
        MadeSensor b = MadeSensor.plain(100, 0, 104).mounted(TURN);
        MadeSensor behind = MadeSensor.plain(100, 104 + cutS, 120).mounted(TURN);
        GyroTrack whole = a.log(MOTION, 1);
        GyroTrack start = b.log(MOTION, 2);
        GyroTrack end = behind.log(MOTION, 3);

        Refusal refusal = refused(whole, joined(start, end.shifted(Math.round(-cutS * 1e9) + 10_000_000)));

        assertEquals(RefusalCode.WINDOWS_DISAGREE, refusal.code());
        assertTrue(refusal.text().contains("a clock jumped"), refusal::text);

        GyroTrack apart = behind.log(MadeMotion.random(70, 0.2, 5, 0.4), 3);
        Alignment found = aligned(whole, joined(start, apart));
        assertEquals(0, errorNs(found, a, b), Math.min(1e6, 4 * found.offset().sigmaNs()), found::toString);
    }

    @Test
    void offsetTakesTimesOfTheSecondToTheFirst() {
        MadeSensor a = MadeSensor.plain(100, 0, 20).clock(50_000_000_000L, 0);
        MadeSensor b = MadeSensor.plain(100, 0, 20).clock(20_000_000_000L, 0);

        Alignment found = aligned(a.log(MOTION, 1), b.log(MOTION, 2));

        assertEquals(30, found.offset().offsetNs() * 1e-9, 1e-3);
        assertEquals(-30, aligned(b.log(MOTION, 2), a.log(MOTION, 1)).offset().offsetNs() * 1e-9, 1e-3);
    }

    @Test
    void errorBarsHoldWhatTheySay() {
        int within2 = 0;
        int count = 20;
        for (int k = 0; k < count; k++) {
            MadeMotion motion = MadeMotion.random(100 + k, 0.2, 3 + k % 5, 0.1 + 0.03 * k);
            MadeSensor a = MadeSensor.plain(k % 2 == 0 ? 100 : 50, 0, 15).noisy(0.002 + 0.0002 * k);
            MadeSensor b =
                    MadeSensor.plain(100, 1, 18).noisy(0.004).clock(777, 50).mounted(TURN);
            Alignment found = aligned(a.log(motion, k), b.log(motion, 1000 + k));
            double off = Math.abs(errorNs(found, a, b)) / found.offset().sigmaNs();
            assertTrue(off < 4, "pair " + k + " is off by " + off + " error bars");
            within2 += off < 2 ? 1 : 0;
        }
        assertTrue(within2 >= 0.85 * count, "within two error bars: " + within2);
    }

    @Test
    void aLogAgainstItselfIsTheSame() {
        GyroTrack log = MadeSensor.plain(100, 0, 20).log(MOTION, 1);

        Alignment found = aligned(log, log);

        assertEquals(0, found.offset().offsetNs() * 1e-9, 1e-6);
        assertEquals(0, found.drift().value(), 0.1);
        assertEquals(0, found.turn().toFirst().angleRad(), 1e-6);
        assertEquals("XYZ", found.turn().nearest().letters());
    }

    @Test
    void theSameInputGivesTheSameOutput() {
        GyroTrack a = MadeSensor.plain(100, 0, 20).log(MOTION, 1);
        GyroTrack b = MadeSensor.plain(50, 2, 25).mounted(TURN).log(MOTION, 2);

        assertEquals(aligned(a, b).offset(), aligned(a, b).offset());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1950, -1950})
    void clocksTwoThousandPpmApartAreAligned(double ppm) {
        MadeSensor a = MadeSensor.plain(50, 0, 120).clock(0, ppm);
        MadeSensor b = MadeSensor.plain(50, 0, 120);

        assertRight(aligned(a.log(MOTION, 1), b.log(MOTION, 2)), a, b);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2100, -2100})
    void clocksFurtherApartAreRefused(double ppm) {
        GyroTrack a = MadeSensor.plain(50, 0, 120).clock(0, ppm).log(MOTION, 1);
        GyroTrack b = MadeSensor.plain(50, 0, 120).log(MOTION, 2);

        assertEquals(RefusalCode.CLOCKS_DIFFER, refused(a, b).code());
    }

    @Test
    void aMirroredAxisIsSeen() {
        GyroTrack a = MadeSensor.plain(100, 0, 20).log(MOTION, 1);
        MadeSensor b = MadeSensor.plain(100, 0, 20).clock(5_000_000_000L, 0);

        Alignment found = aligned(a, b.log(MOTION, 2).negating(1));

        assertTrue(found.turn().mirrored());
        assertEquals("XyZ", found.turn().nearest().letters());
        assertEquals(-5, found.offset().offsetNs() * 1e-9, 1e-3);
        assertEquals(
                WarningCode.LOG_MIRRORED, AlignmentWarnings.of(found).getFirst().code());
    }

    @Test
    void motionAboutOneAxisTellsTheOffsetAndNotTheTurn() {
        MadeMotion yaw = MadeMotion.random(3, 0.1, 3, new double[] {0, 0.5, 0});
        MadeSensor a = MadeSensor.plain(100, 0, 60);
        MadeSensor b = MadeSensor.plain(25, 10, 80).clock(1_000_000, 20).mounted(TURN);

        Alignment found = aligned(a.log(yaw, 1), b.log(yaw, 2));

        assertRight(found, a, b);
        assertFalse(AlignmentWarnings.tellsTurn(found));
        assertTrue(AlignmentWarnings.of(found).stream().anyMatch(w -> w.code() == WarningCode.ONE_AXIS));
    }

    @Test
    void aFiltersDelayIsPartOfTheOffset() {
        MadeMotion slow = MadeMotion.random(5, 0.2, 2, 0.5);
        MadeSensor a = MadeSensor.plain(200, 0, 40).filtered(20);
        MadeSensor b = MadeSensor.plain(200, 0, 40);

        Alignment found = aligned(a.log(slow, 1), b.log(slow, 2));

        double delayMs = 1e3 / (2 * Math.PI * 20);
        assertEquals(delayMs, found.offset().offsetNs() * 1e-6, 0.1);
    }

    @Test
    void degreesBesideRadiansAreToldAndOtherFactorsRefused() {
        GyroTrack a = MadeSensor.plain(100, 0, 20).log(MOTION, 1);
        GyroTrack b = MadeSensor.plain(100, 0, 20).log(MOTION, 2);

        Alignment found = aligned(a, b.scaled((float) Math.toDegrees(1)));

        assertTrue(AlignmentWarnings.of(found).stream().anyMatch(w -> w.code() == WarningCode.LOG_UNIT));
        assertTrue(AlignmentWarnings.of(aligned(a, b.scaled(1.9f))).stream()
                .anyMatch(w -> w.code() == WarningCode.LOG_SCALE));
        assertEquals(RefusalCode.LOG_SCALE, refused(a, b.scaled(2.1f)).code());
    }
}
