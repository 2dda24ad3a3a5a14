package dev.syncline.engine.telemetry.gyroflow;

import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The motion data that a project holds, in any of Gyroflow's forms: plain JSON, basE91 of compressed bincode or CBOR, and the
 * table of the Python program of 2021, whose times are the video's already.
 *
 * @param samples in the axes that the project has them in, rad/s, on Gyroflow's clock of the log
 * @param form what it is, for people
 * @param orientation of the axes as the project says; null where it does not
 * @param onVideosClock whether the times are the video's
 */
public record ProjectMotion(
        GyroSamples samples, String form, @Nullable String orientation, boolean onVideosClock) {
    private static final String RAW = "raw_imu";
    private static final String METADATA = "file_metadata";

    /**
     * Reads it.
     *
     * @param file its name, for messages
     * @param project the whole project
     * @return null where the project holds none
     * @throws TelemetryFormatException when what it holds is damaged
     */
    public static @Nullable ProjectMotion read(String file, JsonNode project) throws TelemetryFormatException {
        return read(file, project, false);
    }

    /**
     * Reads it, with what other sensors than the gyro say where that is asked for.
     *
     * @throws TelemetryFormatException as {@link #read(String, JsonNode)}
     */
    static @Nullable ProjectMotion read(String file, JsonNode project, boolean allStreams)
            throws TelemetryFormatException {
        JsonNode gyro = project.path("gyro_source");
        MotionSink sink = new MotionSink(allStreams);
        String place = RAW;
        try {
            if (project.path(RAW).isArray()) {
                python(project.path(RAW), sink);
                return sink.samples.size() == 0
                        ? null
                        : new ProjectMotion(sink.samples, "a table of Gyroflow's of 2021", null, true);
            }
            place = "gyro_source." + RAW;
            if (gyro.path(RAW).isString() && !gyro.path(RAW).stringValue().isEmpty()) {
                BincodeMotion.read(Base91.decode(gyro.path(RAW).stringValue()), sink);
            } else if (gyro.path(RAW).isArray()) {
                plain(gyro.path(RAW), sink);
            }
            String declared = text(gyro.path("imu_orientation"));
            if (sink.samples.size() > 0) {
                return new ProjectMotion(sink.samples, gyro.path(RAW).isString() ? "bincode" : "JSON", declared, false);
            }
            place = "gyro_source." + METADATA;
            JsonNode metadata = gyro.path(METADATA);
            if (metadata.isString() && !metadata.stringValue().isEmpty()) {
                String found = CborMotion.read(Base91.decode(metadata.stringValue()), sink);
                return motion(sink, "CBOR", declared == null ? found : declared);
            }
            if (metadata.path(RAW).isArray()) {
                plain(metadata.path(RAW), sink);
                return motion(sink, "JSON", declared == null ? text(metadata.path("imu_orientation")) : declared);
            }
            return null;
        } catch (IOException | IllegalArgumentException e) {
            throw new TelemetryFormatException(
                    file, "field " + place, "the motion data is damaged: " + String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable ProjectMotion motion(MotionSink sink, String form, @Nullable String orientation) {
        return sink.samples.size() == 0 ? null : new ProjectMotion(sink.samples, form, orientation, false);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.stringValue().isBlank() ? node.stringValue() : null;
    }

    private static void plain(JsonNode samples, MotionSink to) throws IOException {
        for (JsonNode sample : samples) {
            JsonNode gyro = sample.path("gyro");
            if (gyro.isNull() || gyro.isMissingNode()) {
                continue;
            }
            if (!gyro.isArray() || gyro.size() != 3) {
                throw new IOException("sample " + to.samples.size() + " has a gyro that is not three numbers");
            }
            JsonNode acceleration = sample.path("accl");
            if (acceleration.isArray()) {
                to.acceleration(number(acceleration, 0), number(acceleration, 1), number(acceleration, 2));
            }
            JsonNode field = sample.path("magn");
            if (field.isArray()) {
                to.field(number(field, 0), number(field, 1), number(field, 2));
            }
            to.add(
                    JsonTree.number(sample.path("timestamp_ms")),
                    JsonTree.number(gyro.path(0)),
                    JsonTree.number(gyro.path(1)),
                    JsonTree.number(gyro.path(2)));
        }
    }

    private static double number(JsonNode list, int at) {
        return JsonTree.number(list.path(at));
    }

    /** Rows of seconds, three rates in rad/s, and acceleration where there was one. */
    private static void python(JsonNode rows, MotionSink to) throws IOException {
        for (JsonNode row : rows) {
            if (!row.isArray() || row.size() < 4) {
                throw new IOException("row " + to.samples.size() + " has not a time and three rates");
            }
            to.addRadS(
                    JsonTree.number(row.path(0)) * 1e3,
                    JsonTree.number(row.path(1)),
                    JsonTree.number(row.path(2)),
                    JsonTree.number(row.path(3)));
        }
    }
}
