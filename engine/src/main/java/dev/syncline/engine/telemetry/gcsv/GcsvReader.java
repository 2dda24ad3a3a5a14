package dev.syncline.engine.telemetry.gcsv;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gyroflow's CSV log (gcsv 1.x). Times stay on the log's own clock: the first timestamp, which Gyroflow subtracts, is
 * kept and named in {@link MotionLog#gyroflowZeroNs()}. Rates come out in rad/s; columns other than time and rates are
 * not looked at.
 */
public final class GcsvReader implements TelemetryFormat {
    private static final String NAME = "gcsv";
    private static final String[] MAGIC = {"GYROFLOW IMU LOG", "CAMERA IMU LOG"};

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sidecarEndings() {
        return List.of("gcsv", "csv");
    }

    @Override
    public String description() {
        return "Gyroflow CSV (.gcsv, .csv)";
    }

    @Override
    public boolean detect(byte[] head) {
        int length = Math.min(head.length, 64);
        return isMagic(new String(head, 0, length, StandardCharsets.UTF_8).stripLeading());
    }

    static boolean isMagic(String line) {
        String text = line.startsWith("\uFEFF") ? line.substring(1).stripLeading() : line;
        for (String magic : MAGIC) {
            if (text.startsWith(magic)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads a log.
     *
     * @throws TelemetryFormatException naming the line, for a file that is empty or no gcsv, has no gscale, no row of
     *     column names, too few columns, a value that is not a finite number, or a time that runs backwards
     */
    @Override
    public MotionLog read(Path path) throws IOException {
        String file = String.valueOf(path.getFileName());
        List<String> warnings = new ArrayList<>();
        try (InputStream in = Files.newInputStream(path)) {
            LineSource lines = new LineSource(in, file);
            GcsvHeader header = GcsvHeader.read(lines, file);
            RollingShutter shutter = header.shutter(warnings);
            GcsvRows rows = new GcsvRows(lines, file, header);
            GyroTrack gyro = rows.read(Files.size(path), warnings);
            List<TimeSpan> saturated = SaturationScan.spans(gyro);
            if (!saturated.isEmpty()) {
                warnings.add(SaturationScan.warning(saturated));
            }
            return new MotionLog(
                    file,
                    NAME,
                    gyro,
                    header.orientation(),
                    header.declaresOrientation(),
                    shutter,
                    gyro.startNs(),
                    saturated,
                    warnings);
        }
    }
}
