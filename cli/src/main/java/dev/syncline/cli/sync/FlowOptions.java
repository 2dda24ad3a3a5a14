package dev.syncline.cli.sync;

import dev.syncline.cli.console.MemorySize;
import dev.syncline.cli.console.Usage;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What follows the points, and where. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FlowOptions {
    @Option(
            names = "--flow",
            paramLabel = "klt|opencv",
            defaultValue = "klt",
            description = "what follows the points: klt, Syncline's own, or opencv to compare with (default: klt)")
    private String flow;

    @Option(
            names = "--device",
            paramLabel = "cpu|cuda[:N]|opencl[:N]|auto",
            defaultValue = "cpu",
            description = "where points are followed; auto takes the best that can be used and says which; "
                    + "see doctor for what there is (default: cpu)")
    private DeviceChoice device;

    @Option(
            names = "--device-memory",
            paramLabel = "SIZE",
            description = "most memory to take on the device, such as 256m (default: 512m, or a quarter of it)")
    private @Nullable MemorySize memory;

    /** Ends the command where a device is named that would not be used. */
    void check(CommandSpec spec) {
        Usage.require(
                spec,
                flow.equalsIgnoreCase("klt") || device.equals(DeviceChoice.CPU),
                "--device goes with --flow klt: OpenCV's tracker runs on the processor alone");
        Usage.require(spec, memory == null || !device.equals(DeviceChoice.CPU), "--device-memory goes with --device");
    }

    /** The tracker's name; ends the command where there is none of that name. */
    String tracker(CommandSpec spec) {
        String tracker = flow.toLowerCase(Locale.ROOT);
        List<String> trackers = trackers();
        Usage.require(
                spec,
                trackers.contains(tracker),
                "--flow: expected one of " + String.join(", ", trackers) + ", but was '" + flow + "'");
        return tracker;
    }

    private static List<String> trackers() {
        try (Syncline syncline = Syncline.create()) {
            return syncline.trackers().stream().map(FlowTrackerProvider::id).toList();
        }
    }

    DeviceChoice device() {
        return device.within(memory);
    }

    /** Says where points were followed and frames decoded, where that may not be what was expected. */
    void saySpot(SyncResult.Engine engine, PrintWriter err) {
        if ("klt-cuda".equals(engine.flow()) && "ffmpeg".equals(engine.decoder())) {
            err.println(
                    "syncline: decoded on the processor: the device does not decode this stream, or would not tell how"
                            + " coarsely it is coded");
        }
        if (device.isAuto()) {
            err.println("syncline: points were followed on "
                    + (engine.device() == null ? "the processor: no device can be used" : engine.device()));
        }
    }
}
