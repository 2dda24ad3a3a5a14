package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.cli.sync.DeviceChoice;
import dev.syncline.cli.sync.RemedyCommand;
import dev.syncline.cli.sync.SyncJob;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.Refused;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RemedyCommandTest {
    private static final ClipInput INPUT =
            ClipInput.of(Path.of("a/my clip.mp4")).log(Path.of("a/log.gcsv")).lens(Path.of("l.json"));

    private static String reason(Refusal refusal) {
        SyncOutcome sample = CommandRun.refused(new SyncJob(INPUT, SyncOptions.defaults(), 1, DeviceChoice.CPU));
        SyncOutcome refused = SyncOutcome.of(sample.result().worded(r -> refusal, w -> w), sample.origin());
        return ((Refused) RemedyCommand.added(refused, INPUT)).reason();
    }

    static Stream<Arguments> remedies() {
        String sync = "seen; try: syncline sync 'a/my clip.mp4' --gyro a/log.gcsv --lens l.json";
        return Stream.of(
                Arguments.of(
                        new Remedy.SearchAbout(-12_300_000_000L, 1_000_000_000L),
                        sync + " --rough-offset -12.3s --search 1s"),
                Arguments.of(new Remedy.SearchAll(), sync),
                Arguments.of(new Remedy.FindOrientation(), sync + " --orientation auto"),
                Arguments.of(new Remedy.LongerWindows(6, 4_000_000_000L), sync + " --points 6 --window 4s"),
                Arguments.of(new Remedy.LongerWindows(12, 600_000_000L), sync + " --points 12 --window 0.6s"),
                Arguments.of(
                        new Remedy.OtherLog(),
                        "seen; try: syncline sync 'a/my clip.mp4' --gyro OTHER_LOG --lens l.json"),
                Arguments.of(
                        new Remedy.NoLens(), "seen; try: syncline sync 'a/my clip.mp4' --gyro a/log.gcsv --lens none"),
                Arguments.of(
                        new Remedy.PlayFaster(3),
                        "seen; try: ffmpeg -itsscale 0.333333 -i 'a/my clip.mp4' -map 0:v:0 -c copy 'a/my clip-own-speed.mp4',"
                                + " and sync that"),
                Arguments.of(
                        new Remedy.DropRepeatedFrames(),
                        "seen; try: ffmpeg -i 'a/my clip.mp4' -map 0:v:0 -vf mpdecimate -fps_mode vfr -crf 16 'a/my"
                                + " clip-once.mp4', and sync that"),
                Arguments.of(
                        new Remedy.FilmUnstabilised(),
                        "seen; no option undoes that: film with stabilisation off, or give the unstabilised original"));
    }

    @ParameterizedTest
    @MethodSource("remedies")
    void shouldGiveOneCommandWithTheUsersOwnFiles(Remedy remedy, String expected) {
        assertEquals(expected, reason(Refusal.of(RefusalCode.NO_PEAK, "seen").with(remedy)));
    }

    @Test
    void shouldLeaveAReasonWithoutARemedyAsItIs() {
        assertEquals("seen", reason(Refusal.of(RefusalCode.NO_PEAK, "seen")));
    }
}
