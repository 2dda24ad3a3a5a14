package dev.syncline.engine.telemetry.dvtm;

import dev.syncline.engine.telemetry.TimedPayload;
import java.util.ArrayList;
import java.util.List;

/** Tracks of a camera that turns at a constant rate, in frames of 40 ms. */
final class TurningCamera {
    static final long FRAME_NS = 40_000_000;

    private TurningCamera() {}

    /** Turns at a constant rate about an axis of the body, which stands askew to begin with: one sample each ms. */
    static double[] orientation(double ms) {
        double half = ms * 1e-3 * 0.5;
        double[] q = {0.5, 0.5, -0.5, 0.5};
        double c = Math.cos(half);
        double s = Math.sin(half);
        double[] turn = {c, 2 * s / 3, -s / 3, 2 * s / 3};
        return new double[] {
            q[0] * turn[0] - q[1] * turn[1] - q[2] * turn[2] - q[3] * turn[3],
            q[0] * turn[1] + q[1] * turn[0] + q[2] * turn[3] - q[3] * turn[2],
            q[0] * turn[2] - q[1] * turn[3] + q[2] * turn[0] + q[3] * turn[1],
            q[0] * turn[3] + q[1] * turn[2] - q[2] * turn[1] + q[3] * turn[0]
        };
    }

    static DvtmPacketBuilder attitude(int frame, int count) {
        DvtmPacketBuilder attitude =
                new DvtmPacketBuilder().whole(1, 1000L * frame).whole(2, frame);
        for (int i = 0; i < count; i++) {
            // The sign of a quaternion means nothing.
            double sign = (frame + i) % 7 == 3 ? -1 : 1;
            double[] q = orientation(frame * 40.0 + i * 40.0 / count);
            attitude.orientations(3, sign * q[0], sign * q[1], sign * q[2], sign * q[3]);
        }
        return attitude.real(4, -1.5f);
    }

    static DvtmPacketBuilder usual(int frame) {
        DvtmPacketBuilder packet = new DvtmPacketBuilder();
        if (frame == 0) {
            packet.inside(1, DvtmPacketBuilder.clip(0));
        }
        return packet.inside(
                3,
                DvtmPacketBuilder.frame(
                        5_000_000 + frame * 40_000L, new DvtmPacketBuilder().inside(2, attitude(frame, 40))));
    }

    static List<TimedPayload> track(DvtmPacketBuilder... packets) {
        List<TimedPayload> track = new ArrayList<>();
        for (DvtmPacketBuilder packet : packets) {
            track.add(new TimedPayload(track.size() * FRAME_NS, FRAME_NS, packet.packet()));
        }
        return track;
    }

    static List<TimedPayload> track() {
        return track(usual(0), usual(1), usual(2));
    }
}
