package dev.syncline.engine.telemetry.rtmd;

import dev.syncline.engine.telemetry.TimedPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Tracks that a Sony might have written. */
final class RtmdTrack {
    static final long FRAME_NS = 40_000_000;

    private RtmdTrack() {}

    /** 80 samples a frame of 40 ms: sample k of the recording turns at k, −2·k and 164 counts. */
    static int[] rates(int frame, int count) {
        return IntStream.range(frame * count, (frame + 1) * count)
                .flatMap(k -> IntStream.of(k, -2 * k, 164))
                .toArray();
    }

    /** A frame whose stamps are whole. */
    static RtmdPacketBuilder usual(int frame) {
        return RtmdPacketBuilder.stamped(-3500, 4000).triples(0xe43b, rates(frame, 80));
    }

    /** Frames that follow on each other. */
    static List<TimedPayload> track(int frames, IntFunction<RtmdPacketBuilder> packet) {
        List<TimedPayload> track = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            track.add(new TimedPayload(i * FRAME_NS, FRAME_NS, packet.apply(i).packet()));
        }
        return track;
    }
}
