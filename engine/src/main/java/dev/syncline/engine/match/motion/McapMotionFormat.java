package dev.syncline.engine.match.motion;

import dev.syncline.engine.match.mcap.McapReader;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import java.io.IOException;
import java.nio.file.Path;

/**
 * MCAP files of ROS robots as motion logs: the topic of {@code sensor_msgs/Imu} with the most messages. Taken where one is
 * named only: a file of this kind beside a video may as well hold what another program recorded of its pictures.
 */
public final class McapMotionFormat implements TelemetryFormat {
    private static final String NAME = "mcap";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "MCAP with sensor_msgs/Imu (.mcap)";
    }

    @Override
    public boolean detect(byte[] head) {
        return McapReader.detect(head);
    }

    private ImuTopics topics(Path file, ReadOptions options) throws IOException {
        String name = String.valueOf(file.getFileName());
        requireNoChoice(name, options);
        ImuTopics topics = new ImuTopics(name, options);
        topics.addMcap(file);
        return topics;
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return read(file, ReadOptions.PLAIN);
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        return topics(file, options).log(NAME);
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        return topics(file, ReadOptions.PLAIN.lenient(true)).facts();
    }

    @Override
    public Described describe(Path file, ReadOptions options) throws IOException {
        ImuTopics topics = topics(file, options);
        return new Described(topics.log(NAME), topics.facts());
    }
}
