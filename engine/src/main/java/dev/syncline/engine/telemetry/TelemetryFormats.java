package dev.syncline.engine.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The formats that are installed: the engine's own, then those of others on the class path. */
final class TelemetryFormats {
    private final List<TelemetryFormat> formats;

    private TelemetryFormats(List<TelemetryFormat> formats) {
        this.formats = formats;
    }

    /**
     * Those that can be found now.
     *
     * @throws IllegalStateException when one is registered that cannot be made
     */
    static TelemetryFormats installed() {
        List<TelemetryFormat> formats = new ArrayList<>();
        List<TelemetryFormat> others = new ArrayList<>();
        try {
            for (TelemetryFormat format :
                    ServiceLoader.load(TelemetryFormat.class, TelemetryFormat.class.getClassLoader())) {
                boolean ours =
                        format.getClass().getPackageName().startsWith(TelemetryFormat.class.getPackageName() + ".");
                (ours ? formats : others).add(format);
            }
        } catch (ServiceConfigurationError broken) {
            throw new IllegalStateException("a motion log format cannot be used: " + broken.getMessage(), broken);
        }
        formats.addAll(others);
        return new TelemetryFormats(List.copyOf(formats));
    }

    List<TelemetryFormat> all() {
        return formats;
    }

    /** For people: all that can be read. */
    String description() {
        return formats.stream().map(TelemetryFormat::description).collect(Collectors.joining(", "));
    }

    /** What people call the tracks that are looked for inside videos. */
    String tracks() {
        return formats.stream()
                .map(TelemetryFormat::track)
                .filter(java.util.Objects::nonNull)
                .map(TelemetryFormat.Track::words)
                .collect(Collectors.joining(" or "));
    }

    /** Endings of files beside a video, best first. */
    List<String> sidecarEndings() {
        return formats.stream()
                .flatMap(f -> f.sidecarEndings().stream())
                .distinct()
                .toList();
    }
}
