package dev.syncline.engine.telemetry.ulog;

import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.WholeLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Logs of PX4 flight controllers. */
public final class UlogFormat implements TelemetryFormat {
    static final String NAME = "ulog";
    static final byte[] MAGIC = {0x55, 0x4c, 0x6f, 0x67, 0x01, 0x12, 0x35};

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "PX4 (.ulg)";
    }

    @Override
    public List<String> sidecarEndings() {
        return List.of("ulg");
    }

    @Override
    public boolean detect(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return read(file, ReadOptions.PLAIN);
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        requireNoChoice(String.valueOf(file.getFileName()), options);
        return scan(file, options).log();
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        return scan(file, ReadOptions.PLAIN.lenient(true)).facts();
    }

    @Override
    public Described describe(Path file, ReadOptions options) throws IOException {
        requireNoChoice(String.valueOf(file.getFileName()), options);
        UlogScan scan = scan(file, options);
        return new Described(scan.log(), scan.facts());
    }

    private static UlogScan scan(Path file, ReadOptions options) throws IOException {
        String name = String.valueOf(file.getFileName());
        byte[] bytes = WholeLog.read(file, "take its gyro out with another tool first");
        UlogScan scan = new UlogScan(name, bytes, options.allStreams(), new DamagedParts(options));
        scan.run();
        return scan;
    }
}
