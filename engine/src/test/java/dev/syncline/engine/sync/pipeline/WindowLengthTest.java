package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.video.VideoInfo;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which windows are tried after a refusal, just inside and just outside of each limit. */
class WindowLengthTest {
    private static final Refusal NO_PEAK = Refusal.of(RefusalCode.NO_PEAK, "no offset stands out");

    private static VideoInfo video(double seconds, double fps) {
        return new VideoInfo("clip.mp4", 64, 36, fps, Math.round(seconds * 1e9), (int) (seconds * fps), "none", 0);
    }

    private static SyncRequest windows(int points, double seconds, List<Long> atNs) {
        return SyncRequest.DEFAULT.looking(new SyncRequest.Windows(points, points, Math.round(seconds * 1e9), atNs));
    }

    private static List<TrackedWindow> turning(double... changeDegS) {
        return java.util.Arrays.stream(changeDegS)
                .mapToObj(d -> Findings.window(0, Math.toRadians(d)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // Slowly: longer ones. The middle one of the windows counts.
        "1, 9.9, 40, 3, 3",
        "1, 10.1, 40, 1, 8",
        "9, 9.9, 40, 3, 9",
        "9, 10.1, 40, 1, 9",
    })
    void shouldLookLongerWhereTheCameraTurnsSlowly(
            int points, double middleDegS, double quickDegS, double seconds, int number) {
        SyncRequest other = WindowLength.other(
                windows(points, 1.5, List.of()), turning(quickDegS, 1, middleDegS), video(60, 30), NO_PEAK);
        assertNotNull(other);
        assertEquals(Math.round(seconds * 1e9), other.windows().lengthNs());
        assertEquals(number, other.windows().points());
    }

    @ParameterizedTest
    @CsvSource({
        // Room for three of twenty pairs.
        "5, 1.5, 30, 2.0, true",
        "5, 1.5, 30, 1.99, false",
        "20, 1.5, 30, 2.0, true",
        "20, 1.5, 30, 1.99, false",
        // A minute at most.
        "5, 30, 30, 200, true",
        "5, 30.1, 30, 200, false",
        // Twenty pairs at least, in windows of one second.
        "20, 1.5, 20, 60, true",
        "20, 1.5, 19.9, 60, false",
    })
    void shouldTryOtherWindowsWhereThereIsRoom(
            double changeDegS, double windowS, double fps, double videoS, boolean tried) {
        SyncRequest other =
                WindowLength.other(windows(3, windowS, List.of()), turning(changeDegS), video(videoS, fps), NO_PEAK);
        assertEquals(tried, other != null, () -> String.valueOf(other));
    }

    @ParameterizedTest
    @CsvSource({"5, 9.3, 3.0", "5, 8.7, 2.9", "20, 3.3, 1.0", "20, 2.7, 0.9"})
    void shouldLookAtThirdsOfAShortClip(double changeDegS, double videoS, double seconds) {
        SyncRequest other =
                WindowLength.other(windows(3, 1.5, List.of()), turning(changeDegS), video(videoS, 30), NO_PEAK);
        assertNotNull(other);
        assertEquals(Math.round(seconds * 1e9), other.windows().lengthNs());
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void shouldTryOtherWindowsWhereTheyMayHelp(RefusalCode code) {
        Set<RefusalCode> may = EnumSet.of(
                RefusalCode.NO_PEAK,
                RefusalCode.WINDOWS_DISAGREE,
                RefusalCode.MOTION_TOO_WEAK,
                RefusalCode.ONE_WINDOW_UNCHECKED);
        SyncRequest other =
                WindowLength.other(SyncRequest.DEFAULT, turning(5), video(60, 30), Refusal.of(code, "refused"));
        assertEquals(may.contains(code), other != null);
    }

    @Test
    void shouldLeaveWindowsAloneThatTheUserChoseOrThatShowNothing() {
        assertNull(WindowLength.other(windows(3, 1.5, List.of(1_000_000_000L)), turning(5), video(60, 30), NO_PEAK));
        assertNull(WindowLength.other(SyncRequest.DEFAULT, List.of(Findings.blind(0)), video(60, 30), NO_PEAK));
        assertNull(WindowLength.other(SyncRequest.DEFAULT, turning(5), video(60, 30), null));
    }
}
