package dev.syncline.engine.read;

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
        float rate = Float.parseFloat(Files.readString(file).substring(9).strip());
        GyroTrack gyro =
                new GyroTrack(new long[] {0, 1_000_000}, new float[] {rate, -rate}, new float[2], new float[2]);
        String name = String.valueOf(file.getFileName());
        return new MotionLog(name, name(), gyro, ImuOrientation.BODY, true, null, 0, List.of(), List.of());
    }
}
