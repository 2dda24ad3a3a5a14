package dev.syncline.engine.telemetry.gyroflow;

import java.io.IOException;

/**
 * {@code raw_imu} as Gyroflow wrote it first (basE91, zlib, bincode): a count of 64 bits, then for each sample its time
 * in ms and three options of three doubles: gyro in degrees a second, acceleration, magnetic field. All little-endian.
 */
final class BincodeMotion {
    /** A time and three bytes that say that nothing follows. */
    private static final int SMALLEST_SAMPLE = 11;

    private BincodeMotion() {}

    /** Reads it; samples without a gyro are passed over. */
    static void read(byte[] zlib, MotionSink to) throws IOException {
        try (Inflated in = new Inflated(zlib)) {
            long count = in.readLong();
            if (count < 0 || count > Long.MAX_VALUE / SMALLEST_SAMPLE) {
                throw new IOException("found a count of " + count + " samples");
            }
            for (long i = 0; i < count; i++) {
                double timeMs = in.readDouble();
                boolean turns = in.readPresent();
                double x = turns ? in.readDouble() : 0;
                double y = turns ? in.readDouble() : 0;
                double z = turns ? in.readDouble() : 0;
                for (int other = 0; other < 2; other++) {
                    boolean present = in.readPresent();
                    if (present && !to.allStreams()) {
                        in.skipNBytes(24);
                    } else if (present && other == 0) {
                        to.acceleration(in.readDouble(), in.readDouble(), in.readDouble());
                    } else if (present) {
                        to.field(in.readDouble(), in.readDouble(), in.readDouble());
                    }
                }
                if (turns) {
                    to.add(timeMs, x, y, z);
                } else {
                    to.forget();
                }
            }
        }
    }
}
