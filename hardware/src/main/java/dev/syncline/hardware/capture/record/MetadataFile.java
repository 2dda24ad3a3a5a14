package dev.syncline.hardware.capture.record;

import dev.syncline.hardware.capture.CameraFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JacksonException;
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

    private final Path target;
    private final PartFile file;
    private final JsonGenerator json;

    MetadataFile(Path target) throws IOException {
        this.target = target;
        this.file = new PartFile(target);
        this.json = JsonFactory.builder().build().createGenerator(PRETTY, file.out());
        json.writeStartArray();
    }

    void add(FrameRecord frame) throws IOException {
        try {
            json.writeStartObject();
            json.writeNumberProperty("SensorTimestamp", frame.sensorNs);
            whole("FrameWallClock", frame.wallNs, 1);
            whole("FrameDuration", frame.durationNs, 1000);
            whole("ExposureTime", frame.exposureNs, 1000);
            if (!Double.isNaN(frame.gain)) {
                json.writeNumberProperty("AnalogueGain", frame.gain);
            }
            json.writeBooleanProperty("SyncReady", frame.syncReady);
            whole("SyncTimer", frame.timerNs, 1000);
            json.writeNumberProperty("Sequence", frame.sequence);
            json.writeNumberProperty("MissedBefore", frame.missedBefore);
            json.writeBooleanProperty("SyncAligned", frame.aligned);
            whole("SyncFrame", frame.syncFrame, 1);
            if (frame.serverChanges > 0) {
                json.writeNumberProperty("SyncServerChanges", frame.serverChanges);
            }
            microseconds("SyncOffset", frame.offsetNs);
            microseconds("SyncCorrection", frame.correctionNs);
            json.writeEndObject();
        } catch (JacksonException e) {
            throw problem(e);
        }
    }

    private void whole(String name, long value, long unit) {
        if (value != CameraFrame.UNKNOWN) {
            json.writeNumberProperty(name, value / unit);
        }
    }

    private void microseconds(String name, long ns) {
        if (ns != CameraFrame.UNKNOWN) {
            json.writeName(name);
            json.writeNumber(String.format(Locale.ROOT, "%.3f", ns * 1e-3));
        }
    }

    void finish() throws IOException {
        try {
            json.writeEndArray();
            json.writeRaw('\n');
            json.close();
        } catch (JacksonException e) {
            throw problem(e);
        }
        file.commit();
    }

    void discard() throws IOException {
        file.discard();
    }

    private IOException problem(JacksonException e) {
        return new IOException(target + ": the list of frames cannot be written: " + e.getOriginalMessage(), e);
    }
}
