package dev.syncline.engine.telemetry.dvtm;

import com.google.protobuf.WireFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.io.IOException;
import java.util.Arrays;

/** What a packet, which stands for one frame of the picture, says of that frame. */
final class DvtmFrame {
    private static final int CLIP = 1;
    private static final int STREAMS = 2;
    private static final int FRAME = 3;
    private static final int FRAME_HEAD = 1;
    private static final int FRAME_CAMERA = 2;
    private static final int FRAME_IMU = 3;
    private static final int HEAD_TIME = 2;
    private static final int CAMERA_EXPOSURE = 4;
    private static final int CAMERA_ACCELERATION = 10;
    private static final int IMU_ATTITUDE = 2;
    private static final int IMU_SINGLE_ATTITUDE = 4;
    private static final int ATTITUDE_CURRENT = 1;
    private static final int ATTITUDE_QUATERNION = 3;
    private static final int ATTITUDE_OFFSET = 4;
    /** The named sample lies within a few samples of the frame, by the notes; so many frames away is damage. */
    private static final double FARTHEST_FRAMES = 4;

    /** How far from 1 the length of a quaternion may be, which cameras write as 1 to seven digits. */
    private static final double LENGTH = 0.01;

    /** When the packet's frame is shown, ns on the video's clock. */
    final long timeNs;

    /** How long it is shown, ns; 0 where that is not known. */
    final long durationNs;

    private float[] quaternions = {};
    private int count;
    private int empty;
    private boolean inParts;

    /** The sample that the frame's first row belongs to, counted from 0; may lie before the first or between two. */
    float offset;

    /** When the frame came by the camera's clock, µs; −1 where it is not said. */
    long stampUs = -1;

    /** Exposure, s; NaN where it is not said. */
    double exposureS = Double.NaN;

    boolean acceleration;

    private DvtmFrame(TimedPayload packet) {
        timeNs = packet.timeNs();
        durationNs = packet.durationNs();
    }

    /**
     * Takes a packet apart.
     *
     * @param file what to call the recording in errors
     * @param number which packet it is, from 1
     * @param clip takes what it says of the clip
     * @throws TelemetryFormatException where it is not what it should be
     */
    static DvtmFrame of(String file, int number, TimedPayload packet, DvtmClip clip) throws TelemetryFormatException {
        DvtmFrame frame = new DvtmFrame(packet);
        String where = "packet " + number + " of track djmd";
        try {
            frame.take(new DvtmMessage(packet.bytes()), clip);
        } catch (IOException e) {
            throw new TelemetryFormatException(
                    file,
                    where,
                    "no whole protobuf message: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        frame.quaternions = Arrays.copyOf(frame.quaternions, 4 * frame.count);
        if (!(Math.abs(frame.offset) <= FARTHEST_FRAMES * (frame.count + 1.0))) {
            throw new TelemetryFormatException(
                    file, where, "its first row belongs to sample " + frame.offset + " of " + frame.count);
        }
        for (int i = 0; i < frame.count; i++) {
            double length = frame.length(i);
            if (length != 0 && !(Math.abs(length - 1) <= LENGTH)) {
                throw new TelemetryFormatException(
                        file, where, "its orientation " + (i + 1) + " has the length " + length + ", expected 1");
            }
        }
        return frame;
    }

    /** Samples in it. */
    int count() {
        return count;
    }

    /** Whether a sample holds an orientation: cameras write zeros where there is none. */
    boolean isSet(int sample) {
        return length(sample) != 0;
    }

    /** Writes a sample's orientation (w, x, y, z; of length 1) to {@code out}. */
    void orientation(int sample, double[] out) {
        double length = length(sample);
        for (int i = 0; i < 4; i++) {
            out[i] = quaternions[4 * sample + i] / length;
        }
    }

    private double length(int sample) {
        double square = 0;
        for (int i = 4 * sample; i < 4 * sample + 4; i++) {
            square += (double) quaternions[i] * quaternions[i];
        }
        return Math.sqrt(square);
    }

    private void take(DvtmMessage in, DvtmClip clip) throws IOException {
        in.fields((field, wire) -> {
            if (field == CLIP) {
                clip.take(in, wire);
            } else if (field == STREAMS) {
                clip.takeStreams(in, wire);
            } else if (field == FRAME) {
                in.inside(wire, (part, kind) -> frame(in, part, kind));
            }
        });
    }

    private void frame(DvtmMessage in, int field, int wireType) throws IOException {
        switch (field) {
            case FRAME_HEAD ->
                in.inside(wireType, (part, wire) -> {
                    if (part == HEAD_TIME && wire == WireFormat.WIRETYPE_VARINT) {
                        stampUs = in.whole();
                    }
                });
            case FRAME_CAMERA -> in.inside(wireType, (part, wire) -> camera(in, part, wire));
            case FRAME_IMU ->
                in.inside(wireType, (part, wire) -> {
                    if (count == 0 && (part == IMU_ATTITUDE || part == IMU_SINGLE_ATTITUDE)) {
                        in.inside(wire, (value, kind) -> attitude(in, value, kind));
                    }
                });
            default -> {}
        }
    }

    private void camera(DvtmMessage in, int field, int wireType) throws IOException {
        if (field == CAMERA_EXPOSURE) {
            in.inside(wireType, (part, wire) -> {
                if (part == 1 && wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    long[] fraction = in.wholes(2);
                    exposureS = fraction[0] > 0 && fraction[1] > 0 ? (double) fraction[0] / fraction[1] : Double.NaN;
                }
            });
        } else if (field == CAMERA_ACCELERATION) {
            in.inside(wireType, (part, wire) -> acceleration |= part > 1 && wire == WireFormat.WIRETYPE_FIXED32);
        }
    }

    /** The samples of a frame; or those of this frame, the last and the next, each as a message of its own. */
    private void attitude(DvtmMessage in, int field, int wireType) throws IOException {
        if (field == ATTITUDE_CURRENT && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            inParts = true;
            in.inside(wireType, (part, wire) -> samples(in, part, wire));
        } else if (!inParts) {
            samples(in, field, wireType);
        }
    }

    private void samples(DvtmMessage in, int field, int wireType) throws IOException {
        if (field == ATTITUDE_OFFSET && wireType == WireFormat.WIRETYPE_FIXED32) {
            offset = in.real();
        } else if (field == ATTITUDE_QUATERNION && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            if (4 * count + 4 > quaternions.length) {
                quaternions = Arrays.copyOf(quaternions, Math.max(4 * 40, 2 * quaternions.length));
            }
            Arrays.fill(quaternions, 4 * count, 4 * count + 4, 0);
            boolean[] isOne = {true};
            int[] numbers = {0};
            in.inside(wireType, (part, wire) -> {
                if (part >= 1 && part <= 4 && wire == WireFormat.WIRETYPE_FIXED32) {
                    quaternions[4 * count + part - 1] = in.real();
                    numbers[0]++;
                } else {
                    isOne[0] = false;
                }
            });
            empty += numbers[0] == 0 ? 1 : 0;
            count += isOne[0] && numbers[0] > 0 ? 1 : 0;
        }
    }

    /** Whether it has samples, and not only some: where others are empty, nothing tells when those were taken. */
    boolean tells() {
        return count > 0 && empty == 0;
    }
}
