package dev.syncline.cli;

import dev.syncline.engine.match.MatchListener;
import dev.syncline.engine.match.MessageGroup;
import dev.syncline.engine.match.read.RecordedMessage;
import dev.syncline.engine.match.read.RecordedStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Says which streams fell silent or began anew: the first few times, then how often. */
final class MatchWarnings {
    private static final int MOST_LINES = 10;

    private final List<RecordedStream> streams;
    private final PrintWriter err;
    private long count;

    MatchWarnings(List<RecordedStream> streams, PrintWriter err) {
        this.streams = streams;
        this.err = err;
    }

    /** A listener that warns and hands groups on. */
    MatchListener<RecordedMessage> over(MatchListener<RecordedMessage> next) {
        return new MatchListener<>() {
            @Override
            public void group(MessageGroup<RecordedMessage> group) {
                next.group(group);
            }

            @Override
            public void stalled(int stream, long lastNs, long nowNs) {
                warn(String.format(
                        Locale.ROOT,
                        "stream %s is silent since %.3f s: no longer waited for",
                        streams.get(stream).name(),
                        lastNs * 1e-9));
            }

            @Override
            public void restarted(int stream, long before, long after, long shift) {
                warn(String.format(
                        Locale.ROOT,
                        "stream %s began anew: number %d after %d; put in step by its times (%+d)",
                        streams.get(stream).name(),
                        after,
                        before,
                        shift));
            }
        };
    }

    private void warn(String line) {
        if (count++ < MOST_LINES) {
            err.println("syncline: warning: " + line);
        }
    }

    void finish() {
        if (count > MOST_LINES) {
            err.println("syncline: warning: and " + (count - MOST_LINES) + " more like these");
        }
    }
}
