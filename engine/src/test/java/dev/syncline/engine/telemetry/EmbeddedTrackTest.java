package dev.syncline.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.syncline.engine.telemetry.gpmf.GpmfFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedTrackTest {
    private static final Path VIDEO = Path.of("clip.mp4");

    private static final TimedPayload MOTION = payload("GYRO", 24);
    private static final TimedPayload STILL = payload("ACCL", 24);
    private static final TimedPayload DAMAGED = new TimedPayload(0, 1_000_000_000L, new byte[] {'D', 'E', 'V', 'C', 1});

    private static TimedPayload payload(String key, int bytes) {
        ByteBuffer b = ByteBuffer.allocate(24 + bytes);
        b.put("DEVC".getBytes(StandardCharsets.US_ASCII)).putInt((1 << 16) + 16 + bytes);
        b.put("STRM".getBytes(StandardCharsets.US_ASCII)).putInt((1 << 16) + 8 + bytes);
        b.put(key.getBytes(StandardCharsets.US_ASCII)).putInt(('s' << 24) | (6 << 16) | (bytes / 6));
        return new TimedPayload(0, 1_000_000_000L, b.array());
    }

    /** A file's gpmd tracks, best first, each of one packet. */
    private static DataTrackSource tracks(DataTrackSource.Fit fit, TimedPayload... each) {
        return new DataTrackSource() {
            @Override
            public List<TimedPayload> payloads(Path video, String fourCc) {
                return List.of(each[0]);
            }

            @Override
            public List<CodedTrack> tracks(Path video, String fourCc) {
                List<CodedTrack> all = new ArrayList<>();
                for (int i = 0; i < each.length; i++) {
                    all.add(new CodedTrack(i, i == 0 ? Fit.FRAMES : fit));
                }
                return all;
            }

            @Override
            public List<TimedPayload> payloads(Path video, String fourCc, CodedTrack track) {
                return List.of(each[track.place()]);
            }
        };
    }

    private static EmbeddedTrack of(DataTrackSource source) throws IOException {
        return EmbeddedTrack.of(new GpmfFormat(), VIDEO, source);
    }

    @Test
    void shouldSayNothingOfTheOnlyTrack() throws IOException {
        EmbeddedTrack only = of(tracks(DataTrackSource.Fit.NONE, STILL));
        assertEquals(List.of(STILL), only.payloads());
        assertNull(only.choice());
        assertEquals(List.of(), of((video, fourCc) -> List.of()).payloads());
    }

    /** One that fits worse has no reason but its motion. */
    @Test
    void shouldSayWhyAnotherThanTheBestWasTaken() throws IOException {
        EmbeddedTrack second = of(tracks(DataTrackSource.Fit.NONE, STILL, MOTION));
        assertEquals(List.of(MOTION), second.payloads());
        assertEquals(
                "this video has 2 tracks with GoPro metadata: number 2 was taken, the first of these with motion data",
                second.choice());
        EmbeddedTrack none = of(tracks(DataTrackSource.Fit.NONE, STILL, STILL));
        assertEquals(List.of(STILL), none.payloads());
        EmbeddedTrack damaged = of(tracks(DataTrackSource.Fit.FRAMES, DAMAGED, MOTION));
        assertEquals(List.of(MOTION), damaged.payloads());
        String said = damaged.choice();
        assertNotNull(said);
        assertEquals(1, said.lines().count());
        assertEquals(
                "this video has 2 tracks with GoPro metadata: number 2 was taken, which has as many packets as the picture has"
                        + " frames, the first of these with motion data; number 1 cannot be read (clip.mp4",
                said.substring(0, said.indexOf("clip.mp4") + 8));
    }

    @Test
    void shouldLookAtEightTracksAtMost() throws IOException {
        TimedPayload[] nine = {STILL, STILL, STILL, STILL, STILL, STILL, STILL, MOTION, MOTION};
        assertEquals(
                List.of(MOTION), of(tracks(DataTrackSource.Fit.FRAMES, nine)).payloads());
        nine[7] = STILL;
        assertEquals(
                List.of(STILL), of(tracks(DataTrackSource.Fit.FRAMES, nine)).payloads());
    }
}
