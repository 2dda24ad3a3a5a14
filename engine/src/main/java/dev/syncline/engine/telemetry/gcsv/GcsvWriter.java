package dev.syncline.engine.telemetry.gcsv;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.Growing;
import dev.syncline.engine.file.GrowingLines;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a Gyroflow CSV log (gcsv 1.3). The file appears whole or not at all. */
public final class GcsvWriter {
    /** A reader takes less for no log. */
    private static final int LEAST_SAMPLES = 2;

    private GcsvWriter() {}

    /**
     * What goes before the samples.
     *
     * @param id the recorder, for people
     * @param note one line, for people
     * @param videoName the video that the log belongs to; may be empty
     * @param orientation how the log's axes lie in the camera
     * @param shutter the camera's readout, null where it is not known
     * @param tscale seconds in one unit of the time column, above 0, such as 1e-6
     * @param gscale rad/s in one unit of the rate columns, above 0, such as 0.001
     */
    public record Header(
            String id,
            String note,
            String videoName,
            ImuOrientation orientation,
            @Nullable RollingShutter shutter,
            double tscale,
            double gscale) {
        public Header {
            if (!(tscale > 0 && tscale < 1e9 && gscale > 0 && gscale < 1e9)) {
                throw new IllegalArgumentException(
                        "tscale and gscale must be positive, got " + tscale + " and " + gscale);
            }
        }
    }

    /**
     * Writes a log beside its place and then moves it there.
     *
     * @throws IllegalArgumentException when two samples fall on the same tick of {@code tscale}
     * @throws IOException when it cannot be written; what was at the place before is then still there
     */
    public static void write(Path file, GyroTrack gyro, Header header) throws IOException {
        try (Rows rows = new Rows(file, header)) {
            for (int i = 0; i < gyro.size(); i++) {
                rows.add(gyro.timeNs(i), gyro.x(i), gyro.y(i), gyro.z(i));
            }
            rows.finish();
        }
    }

    /**
     * A log that is written as its samples come. It takes its name when it is {@link #finish finished}, {@link #keep kept}
     * or settled with two samples in it; closed before, it leaves nothing behind. One thread adds, another may settle.
     */
    public static final class Rows implements Growing, AutoCloseable {
        private final GrowingLines out;
        private final Header header;
        private final double nsPerTick;
        private final double accelerationStepG;
        private final StringBuilder row = new StringBuilder(64);
        private long count;
        private long last = Long.MIN_VALUE;

        /** Begins a log of rates. @throws IOException when nothing can be written there */
        public Rows(Path file, Header header) throws IOException {
            this(file, header, 0);
        }

        /**
         * Begins a log of rates and accelerations.
         *
         * @param accelerationStepG g in one unit of the acceleration columns; 0 for a log without them
         * @throws IOException when nothing can be written there
         */
        public Rows(Path file, Header header, double accelerationStepG) throws IOException {
            if (!(accelerationStepG >= 0 && accelerationStepG < 1e9)) {
                throw new IllegalArgumentException("ascale must be positive, got " + accelerationStepG);
            }
            this.header = header;
            this.accelerationStepG = accelerationStepG;
            this.nsPerTick = header.tscale() * 1e9;
            this.out = new GrowingLines(file);
            try {
                StringBuilder text = new StringBuilder();
                writeHeader(text, header, accelerationStepG);
                out.add(text);
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        /**
         * Adds a sample to a log of rates.
         *
         * @param timeNs on the log's clock, ns
         * @param x,y,z rad/s about the log's axes
         * @throws IllegalArgumentException when it falls on the same tick of {@code tscale} as the one before
         */
        public void add(long timeNs, float x, float y, float z) throws IOException {
            add(timeNs, x, y, z, 0, 0, 0);
        }

        /**
         * Adds a sample.
         *
         * @param timeNs on the log's clock, ns
         * @param x,y,z rad/s about the log's axes
         * @param ax,ay,az g along the log's axes; not written into a log of rates
         * @throws IllegalArgumentException when it falls on the same tick of {@code tscale} as the one before
         */
        public void add(long timeNs, float x, float y, float z, float ax, float ay, float az) throws IOException {
            long tick = Math.round(timeNs / nsPerTick);
            if (tick <= last) {
                throw new IllegalArgumentException("samples " + (count - 1) + " and " + count
                        + " fall on one tick: tscale " + header.tscale() + " s");
            }
            last = tick;
            count++;
            row.setLength(0);
            row.append(tick);
            row.append(',').append(Math.round(x / header.gscale()));
            row.append(',').append(Math.round(y / header.gscale()));
            row.append(',').append(Math.round(z / header.gscale()));
            if (accelerationStepG > 0) {
                row.append(',').append(Math.round(ax / accelerationStepG));
                row.append(',').append(Math.round(ay / accelerationStepG));
                row.append(',').append(Math.round(az / accelerationStepG));
            }
            out.add(row.append('\n'));
            if (count == LEAST_SAMPLES) {
                out.worthKeeping();
            }
        }

        /** Samples so far. */
        public long count() {
            return count;
        }

        @Override
        public void settle() throws IOException {
            out.settle();
        }

        /** The log is whole: puts it into its place. */
        public void finish() throws IOException {
            out.finish();
        }

        /** Ends a log that is not whole: with two samples or more it stays. */
        public void keep() throws IOException {
            out.keep();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static void writeHeader(StringBuilder out, Header header, double accelerationStepG) {
        out.append("GYROFLOW IMU LOG\nversion,1.3\n");
        line(out, "id", header.id());
        line(out, "orientation", header.orientation().letters());
        line(out, "note", header.note());
        line(out, "vendor", "syncline");
        line(out, "videofilename", header.videoName());
        RollingShutter shutter = header.shutter();
        if (shutter != null) {
            line(out, "frame_readout_time", String.format(Locale.ROOT, "%.6f", shutter.readoutS() * 1000));
            line(
                    out,
                    "frame_readout_direction",
                    Integer.toString(shutter.direction().code()));
        }
        line(out, "tscale", plain(header.tscale()));
        line(out, "gscale", plain(header.gscale()));
        if (accelerationStepG > 0) {
            line(out, "ascale", plain(accelerationStepG));
        }
        out.append(accelerationStepG > 0 ? "t,gx,gy,gz,ax,ay,az\n" : "t,gx,gy,gz\n");
    }

    private static String plain(double value) {
        return new BigDecimal(Double.toString(value)).toPlainString();
    }

    /** Gyroflow takes a line for a header only where it has one comma and no quotes, so values lose theirs. */
    private static void line(StringBuilder out, String key, String value) {
        out.append(key);
        out.append(',');
        out.append(value.replaceAll("[,\"\\p{Cntrl}\\s]+", " ").strip());
        out.append('\n');
    }
}
