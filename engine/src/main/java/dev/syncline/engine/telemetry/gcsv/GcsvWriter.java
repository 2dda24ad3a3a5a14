package dev.syncline.engine.telemetry.gcsv;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.Growing;
import dev.syncline.engine.file.GrowingLines;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorTrack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a Gyroflow CSV log (gcsv 1.3). The file appears whole or not at all. */
public final class GcsvWriter {
    /** A reader takes less for no log. */
    private static final int LEAST_SAMPLES = 2;

    private static final double STANDARD_GRAVITY = 9.80665;
    private static final double UT_PER_GAUSS = 100;
    /** Of acceleration in g and of the magnetic field in gauss: below any sensor's. */
    private static final double OTHER_STEP = 1e-6;

    private static final float[] NONE = {};

    private GcsvWriter() {}

    /** Takes whole lines. */
    @FunctionalInterface
    interface Lines {
        void add(CharSequence lines) throws IOException;
    }

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
        List<String> _ = write(file, gyro, List.of(), header);
    }

    /**
     * Writes a log with what other sensors say, beside its place, and then moves it there. A row stands at each gyro sample's
     * time; an accelerometer or magnetometer with other times is put there on straight lines between its samples. A row in a
     * gap of theirs ends behind the rates.
     *
     * @param streams in the log's axes, at most one of a quantity
     * @return what was put elsewhere in time or has no place in this format, one line each
     * @throws IllegalArgumentException when two samples fall on the same tick of {@code tscale}
     * @throws IOException when it cannot be written; what was at the place before is then still there
     */
    public static List<String> write(Path file, GyroTrack gyro, List<SensorTrack> streams, Header header)
            throws IOException {
        try (GrowingLines lines = new GrowingLines(file)) {
            List<String> said = write((Lines) lines::add, gyro, streams, header);
            lines.finish();
            return said;
        }
    }

    /**
     * Writes a log as {@link #write(Path, GyroTrack, List, Header)} does, to where it comes into being as it is written.
     *
     * @param out takes whole lines; stays open
     * @throws IOException when it cannot be written
     */
    public static List<String> write(Appendable out, GyroTrack gyro, List<SensorTrack> streams, Header header)
            throws IOException {
        return write((Lines) out::append, gyro, streams, header);
    }

    private static List<String> write(Lines out, GyroTrack gyro, List<SensorTrack> streams, Header header)
            throws IOException {
        List<String> said = new ArrayList<>();
        SensorTrack acceleration = null;
        SensorTrack magnetic = null;
        for (SensorTrack stream : streams) {
            switch (stream.quantity()) {
                case ACCELERATION -> acceleration = stream;
                case MAGNETIC_FIELD -> magnetic = stream;
                case ORIENTATION, PICTURE_ORIENTATION, GRAVITY, EXPOSURE ->
                    said.add(stream.quantity().words() + ": not written, a gcsv log has no columns for it");
            }
        }
        if (acceleration == null) {
            if (magnetic != null) {
                said.add("magnetic field: not written, a gcsv log has it behind acceleration only");
            }
            RowText rows = new RowText(out, header, 0, 0);
            for (int i = 0; i < gyro.size(); i++) {
                rows.add(gyro.timeNs(i), gyro.x(i), gyro.y(i), gyro.z(i), NONE, 0);
            }
            return said;
        }
        StreamAtRows ofAcceleration = new StreamAtRows(acceleration);
        StreamAtRows ofField = magnetic == null ? null : new StreamAtRows(magnetic);
        float[] others = new float[6];
        long without = 0;
        long withoutField = 0;
        RowText rows = new RowText(out, header, OTHER_STEP, ofField == null ? 0 : OTHER_STEP);
        for (int i = 0; i < gyro.size(); i++) {
            long timeNs = gyro.timeNs(i);
            boolean accelerated = ofAcceleration.at(timeNs, 1 / STANDARD_GRAVITY, others, 0);
            boolean magnetised = ofField != null && ofField.at(timeNs, 1 / UT_PER_GAUSS, others, 3);
            without += accelerated ? 0 : 1;
            withoutField += accelerated && magnetised ? 0 : 1;
            int count = !accelerated ? 0 : magnetised ? 6 : 3;
            rows.add(timeNs, gyro.x(i), gyro.y(i), gyro.z(i), others, count);
        }
        tell(said, acceleration, ofAcceleration.between(), without, gyro.size());
        if (magnetic != null && ofField != null) {
            tell(said, magnetic, ofField.between(), withoutField, gyro.size());
        }
        return said;
    }

    private static void tell(List<String> said, SensorTrack stream, long between, long without, int rows) {
        if (between > 0) {
            said.add(
                    stream.quantity().words() + ": its " + stream.size() + " samples have other times than the gyro's: "
                            + between + " of " + rows + " rows have what lies between two of them");
        }
        if (without > 0) {
            said.add(stream.quantity().words() + ": " + without + " of " + rows
                    + " rows have none, since no samples stand around them");
        }
    }

    /**
     * A log that is written as its samples come. It takes its name when it is {@link #finish finished}, {@link #keep kept}
     * or settled with two samples in it; closed before, it leaves nothing behind. One thread adds, another may settle.
     */
    public static final class Rows implements Growing, AutoCloseable {
        private final GrowingLines out;
        private final RowText text;
        private final boolean accelerated;
        private final float[] three = new float[3];

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
            this.accelerated = accelerationStepG > 0;
            this.out = new GrowingLines(file);
            try {
                this.text = new RowText(out::add, header, accelerationStepG, 0);
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
            three[0] = ax;
            three[1] = ay;
            three[2] = az;
            text.add(timeNs, x, y, z, three, accelerated ? 3 : 0);
            if (text.samples() == LEAST_SAMPLES) {
                out.worthKeeping();
            }
        }

        /** Samples so far. */
        public long count() {
            return text.samples();
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
}
