package dev.syncline.cli.match;

import dev.syncline.engine.match.MatchListener;
import dev.syncline.engine.match.MessageGroup;
import dev.syncline.engine.match.read.RecordedMessage;
import dev.syncline.engine.match.read.RecordedStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Says which streams fell silent or restarted, and where numbers and times disagree: the first few times, then how often. */
final class MatchWarnings {
    private static final int MOST_LINES = 10;

    private final List<RecordedStream> streams;
    private final PrintWriter err;
    private long count;
    private long contradictions;
    private String contradiction = "";

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
                        "stream %s restarted: number %d after %d; put in step by its times (%+d)",
                        streams.get(stream).name(),
                        after,
                        before,
                        shift));
            }

            @Override
            public void strayed(int stream, long number, long timeNs) {
                warn(String.format(
                        Locale.ROOT,
                        "stream %s: number %d at %.3f s does not fit those around it: its stamp is late or its number"
                                + " wrong",
                        streams.get(stream).name(),
                        number,
                        timeNs * 1e-9));
            }

            @Override
            public void contradicted(long number, MessageGroup<RecordedMessage> messages) {
                contradictions++;
                contradiction = apart(number, messages);
                warn(contradiction + ": no group");
            }
        };
    }

    private String apart(long number, MessageGroup<RecordedMessage> messages) {
        int oldest = 0;
        for (int s = 0; s < messages.streams(); s++) {
            if (messages.member(s) != null && messages.timeNs(s) == messages.oldestNs()) {
                oldest = s;
            }
        }
        return String.format(
                Locale.ROOT,
                "number %d of %s is at %.3f s, that of %s %.1f ms later",
                number,
                streams.get(oldest).name(),
                messages.oldestNs() * 1e-9,
                streams.get(messages.newest()).name(),
                messages.intervalNs() * 1e-6);
    }

    /** Where messages of one number lay too far apart: how often, an example, and what to do. Empty for nowhere. */
    String contradiction() {
        return contradictions == 0
                ? ""
                : contradictions + " numbers have messages further apart than the threshold (" + contradiction
                        + "): the streams do not count alike; match by time (--policy optimal), or widen --threshold if"
                        + " their stamps are not on one clock";
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
