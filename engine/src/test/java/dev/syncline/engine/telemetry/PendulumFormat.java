package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A format that only tests know: this class and a line in META-INF/services are all that it takes. */
public final class PendulumFormat implements TelemetryFormat {
    @Override
    public String name() {
        return "pendulum";
    }

    @Override
    public String description() {
        return "a pendulum (.pendulum)";
    }

    @Override
    public List<String> sidecarEndings() {
        return List.of("pendulum");
    }

    @Override
    public boolean detect(byte[] head) {
        return new String(head, StandardCharsets.US_ASCII).startsWith("PENDULUM ");
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        float rate;
        try {
            rate = Float.parseFloat(Files.readString(file, StandardCharsets.ISO_8859_1)
                    .substring(9)
                    .strip());
        } catch (NumberFormatException notANumber) {
            rate = Float.NaN;
        }
        if (!Float.isFinite(rate)) {
            throw new TelemetryFormatException(name, "", "expected a rate after PENDULUM");
        }
        GyroTrack gyro =
                new GyroTrack(new long[] {0, 1_000_000}, new float[] {rate, -rate}, new float[2], new float[2]);
        return new MotionLog(name, name(), gyro, ImuOrientation.BODY, true, null, 0, List.of(), List.of());
    }
}
