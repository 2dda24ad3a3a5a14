package dev.syncline.engine.telemetry.gcsv;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.CameraFacts;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.GyroSamples.Recording;
import dev.syncline.engine.telemetry.JoinedRecordings;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.ReadOptions;
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
import org.jspecify.annotations.Nullable;

/**
 * Gyroflow's CSV log (gcsv 1.x). Times stay on the log's own clock: the first timestamp, which Gyroflow subtracts, is
 * kept and named in {@link MotionLog#gyroflowZeroNs()}. Rates come out in rad/s; columns other than time and rates are
 * looked at where they are asked for.
 */
public final class GcsvReader implements TelemetryFormat {
    private static final String NAME = "gcsv";
    private static final int MOST_RECORDINGS = 100;
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
     *     column names, no gyro among them, too few columns, a value that is not a finite number, or no two samples in order
     */
    @Override
    public MotionLog read(Path path) throws IOException {
        return read(path, ReadOptions.PLAIN);
    }

    /** Reads a log; a row that is damaged may be left out. */
    @Override
    public MotionLog read(Path path, ReadOptions options) throws IOException {
        String file = String.valueOf(path.getFileName());
        requireNoChoice(file, options);
        List<MotionLog> recordings = new ArrayList<>();
        try (InputStream in = Files.newInputStream(path)) {
            LineSource lines = new LineSource(in, file);
            GcsvHeader header = GcsvHeader.read(lines, file);
            GcsvRows rows;
            do {
                if (recordings.size() >= MOST_RECORDINGS) {
                    throw new TelemetryFormatException(
                            file, "line " + lines.number(), "more than " + MOST_RECORDINGS + " recordings in one file");
                }
                LogWarnings warnings = new LogWarnings();
                RollingShutter shutter = header.shutter(warnings);
                List<GcsvHeader.Other> others = options.allStreams() ? header.others(warnings) : List.of();
                rows = new GcsvRows(lines, file, header, others, new DamagedParts(options));
                for (Recording found : rows.read(Files.size(path), warnings)) {
                    recordings.add(log(file, found.gyro(), header, shutter, warnings.list())
                            .withStreams(found.streams()));
                }
                header = rows.endsAtHeader() ? GcsvHeader.readOn(lines, file) : header;
            } while (rows.endsAtHeader());
        }
        return JoinedRecordings.of(recordings);
    }

    @Override
    public CameraFacts camera(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!detect(in.readNBytes(64))) {
                return CameraFacts.NONE;
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            String name = String.valueOf(file.getFileName());
            return GcsvHeader.read(new LineSource(in, name), name).camera();
        }
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        CameraFacts camera = camera(file);
        String make = camera.make() == null ? "" : camera.make() + " ";
        return new LogFacts(
                camera.model() == null ? null : make + camera.model(),
                camera.firmware(),
                camera.profile(),
                LogFacts.NONE.streams(),
                1,
                null,
                null);
    }

    private static MotionLog log(
            String file, GyroTrack gyro, GcsvHeader header, @Nullable RollingShutter shutter, List<Warning> ofRows)
            throws TelemetryFormatException {
        LogWarnings warnings = new LogWarnings(ofRows);
        List<TimeSpan> saturated = SaturationScan.spans(gyro);
        if (!saturated.isEmpty()) {
            warnings.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
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
                warnings.list());
    }
}
