package dev.syncline.engine.telemetry.dataflash;

import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.WholeLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Logs of ArduPilot flight controllers: "DataFlash" logs, after the memory that the first ones had. */
public final class DataFlashFormat implements TelemetryFormat {
    static final String NAME = "dataflash";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "ArduPilot (.bin)";
    }

    @Override
    public List<String> sidecarEndings() {
        return List.of("bin");
    }

    /** A log describes its messages before it has any, and the description of descriptions is the first. */
    @Override
    public boolean detect(byte[] head) {
        return head.length >= 4
                && head[0] == MessageKind.HEAD_1
                && head[1] == MessageKind.HEAD_2
                && head[2] == (byte) MessageKind.FORMAT
                && head[3] == (byte) MessageKind.FORMAT;
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return scan(file, false).log();
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        return describe(file, options).log();
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        return scan(file, false).facts();
    }

    @Override
    public Described describe(Path file, ReadOptions options) throws IOException {
        requireNoChoice(String.valueOf(file.getFileName()), options);
        DataFlashScan scan = scan(file, options.allStreams());
        return new Described(scan.log(), scan.facts());
    }

    private static DataFlashScan scan(Path file, boolean allStreams) throws IOException {
        String name = String.valueOf(file.getFileName());
        DataFlashScan scan =
                new DataFlashScan(name, WholeLog.read(file, "take its gyro out with another tool first"), allStreams);
        scan.run();
        return scan;
    }
}
