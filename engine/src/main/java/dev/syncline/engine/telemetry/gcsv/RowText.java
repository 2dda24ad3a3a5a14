package dev.syncline.engine.telemetry.gcsv;

import dev.syncline.engine.base.geometry.RollingShutter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;

/** The lines of a log, its head first. */
final class RowText {
    private final GcsvWriter.Lines out;
    private final GcsvWriter.Header header;
    private final double nsPerTick;
    private final double accelerationStepG;
    private final double fieldStepGauss;
    private final StringBuilder row = new StringBuilder(64);
    private long samples;
    private long last = Long.MIN_VALUE;

    /**
     * Writes the head.
     *
     * @param accelerationStepG g in one unit of the acceleration columns; 0 for a log without them
     * @param fieldStepGauss gauss in one unit of the magnetic columns; 0 for a log without them
     */
    RowText(GcsvWriter.Lines out, GcsvWriter.Header header, double accelerationStepG, double fieldStepGauss)
            throws IOException {
        this.out = out;
        this.header = header;
        this.nsPerTick = header.tscale() * 1e9;
        this.accelerationStepG = accelerationStepG;
        this.fieldStepGauss = fieldStepGauss;
        StringBuilder text = new StringBuilder();
        writeHeader(text, header, accelerationStepG, fieldStepGauss);
        out.add(text);
    }

    /** Rows so far. */
    long samples() {
        return samples;
    }

    /**
     * Writes a row.
     *
     * @param others g along the log's axes, then gauss
     * @param count how many of them the row has: 0, 3 or 6
     * @throws IllegalArgumentException when it falls on the same tick of {@code tscale} as the one before
     */
    void add(long timeNs, float x, float y, float z, float[] others, int count) throws IOException {
        long tick = Math.round(timeNs / nsPerTick);
        if (tick <= last) {
            throw new IllegalArgumentException("samples " + (samples - 1) + " and " + samples
                    + " fall on one tick: tscale " + header.tscale() + " s");
        }
        last = tick;
        samples++;
        row.setLength(0);
        row.append(tick);
        row.append(',').append(Math.round(x / header.gscale()));
        row.append(',').append(Math.round(y / header.gscale()));
        row.append(',').append(Math.round(z / header.gscale()));
        for (int i = 0; i < count; i++) {
            row.append(',').append(Math.round(others[i] / (i < 3 ? accelerationStepG : fieldStepGauss)));
        }
        out.add(row.append('\n'));
    }

    private static void writeHeader(
            StringBuilder out, GcsvWriter.Header header, double accelerationStepG, double fieldStepGauss) {
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
        if (fieldStepGauss > 0) {
            line(out, "mscale", plain(fieldStepGauss));
        }
        out.append("t,gx,gy,gz");
        out.append(accelerationStepG > 0 ? ",ax,ay,az" : "");
        out.append(fieldStepGauss > 0 ? ",mx,my,mz\n" : "\n");
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
