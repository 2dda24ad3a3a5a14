package dev.syncline.engine.match.read;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The streams of one file as its messages come by, in the order in which they are first heard of. */
final class StreamSet {
    /** More streams than any rig has: a column that is no stream name was taken for one. */
    private static final int MOST_STREAMS = 1024;

    private final String file;
    private final Map<String, StreamBuilder> builders = new LinkedHashMap<>();

    StreamSet(String file) {
        this.file = file;
    }

    StreamBuilder stream(String name, List<String> valueNames) throws TelemetryFormatException {
        StreamBuilder builder = builders.get(name);
        if (builder == null) {
            checkCount(file, builders.size());
            builder = new StreamBuilder(name, valueNames);
            builders.put(name, builder);
        }
        return builder;
    }

    /** Adds a stream whose messages have all come. */
    void add(String name, StreamBuilder stream) {
        builders.put(name, stream);
    }

    /** @throws TelemetryFormatException when there are so many streams that there can be no more */
    static void checkCount(String file, int streams) throws TelemetryFormatException {
        if (streams == MOST_STREAMS) {
            throw new TelemetryFormatException(
                    file, "", "more than " + MOST_STREAMS + " streams: is the stream's column the right one?");
        }
    }

    RecordedFile build(List<String> warnings) throws TelemetryFormatException {
        List<RecordedStream> streams = new ArrayList<>();
        List<String> all = new ArrayList<>(warnings);
        for (Map.Entry<String, StreamBuilder> entry : builders.entrySet()) {
            StreamBuilder builder = entry.getValue();
            RecordedStream stream = builder.build();
            if (stream.runs() > 1) {
                all.add(file + ": the times of stream " + entry.getKey() + " start again "
                        + (stream.runs() == 2 ? "once" : stream.runs() - 1 + " times") + ": " + stream.runs()
                        + " runs, each taken by itself");
            } else if (builder.outOfOrder() > 0) {
                all.add(file + ": " + builder.outOfOrder() + " messages of stream " + entry.getKey()
                        + " are older than the one before: put in order");
            }
            streams.add(stream);
        }
        if (streams.isEmpty()) {
            String why = warnings.isEmpty() ? "" : " (" + warnings.getLast() + ")";
            throw new TelemetryFormatException(file, "", "has no message" + why);
        }
        return new RecordedFile(streams, all);
    }
}
