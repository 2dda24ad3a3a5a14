package dev.syncline.hardware.recorder;

import dev.syncline.hardware.camera.CameraFrame;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The recorded frames, one object each, as {@code rpicam-vid --metadata} writes them: an array under the names and in
 * the units of libcamera (nanoseconds for SensorTimestamp and FrameWallClock, microseconds for FrameDuration,
 * ExposureTime and SyncTimer). Ours beside them: Sequence, MissedBefore, SyncFrame, SyncOffset and SyncCorrection (µs),
 * SyncAligned; SyncServerChanges from the first time on that the server was started again, was another one or changed its
 * rate.
 */
final class MetadataFile {
    private static final ObjectWriteContext PRETTY = new ObjectWriteContext.Base() {
        @Override
        public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }
    };

    private static final JsonFactory JSON = JsonFactory.builder().build();

    private MetadataFile() {}

    /** @throws IOException if it cannot be written */
    static FrameList begin(Path target) throws IOException {
        return new FrameList(target, "[ ", ", ", " ]\n");
    }

    static String entry(FrameRecord frame) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(PRETTY, text)) {
            json.writeStartObject();
            json.writeNumberProperty("SensorTimestamp", frame.sensorNs);
            whole(json, "FrameWallClock", frame.wallNs, 1);
            whole(json, "FrameDuration", frame.durationNs, 1000);
            whole(json, "ExposureTime", frame.exposureNs, 1000);
            if (!Double.isNaN(frame.gain)) {
                json.writeNumberProperty("AnalogueGain", frame.gain);
            }
            json.writeBooleanProperty("SyncReady", frame.syncReady);
            whole(json, "SyncTimer", frame.timerNs, 1000);
            json.writeNumberProperty("Sequence", frame.sequence);
            json.writeNumberProperty("MissedBefore", frame.missedBefore);
            json.writeBooleanProperty("SyncAligned", frame.aligned);
            whole(json, "SyncFrame", frame.syncFrame, 1);
            if (frame.serverChanges > 0) {
                json.writeNumberProperty("SyncServerChanges", frame.serverChanges);
            }
            microseconds(json, "SyncOffset", frame.offsetNs);
            microseconds(json, "SyncCorrection", frame.correctionNs);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void whole(JsonGenerator json, String name, long value, long unit) {
        if (value != CameraFrame.UNKNOWN) {
            json.writeNumberProperty(name, value / unit);
        }
    }

    private static void microseconds(JsonGenerator json, String name, long ns) {
        if (ns != CameraFrame.UNKNOWN) {
            json.writeName(name);
            json.writeNumber(String.format(Locale.ROOT, "%.3f", ns * 1e-3));
        }
    }
}
