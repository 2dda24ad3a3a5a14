package dev.syncline.engine.match.read;

import dev.syncline.engine.match.header.MessageHeader;
import dev.syncline.engine.read.TelemetryFormatException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One topic of an MCAP file as its messages come by. Which time and which number count is known only at the end: a stamp
 * that some messages lack, or that nobody filled in, is no time.
 */
final class TopicStream {
    private static final int LOG = 0;
    private static final int PUBLISH = 1;
    private static final int STAMP = 2;
    private static final int DEVICE = 3;
    private static final int OWN_NUMBER = 4;
    private static final int RECORD_NUMBER = 5;
    private static final int EXPOSURE = 6;
    private static final int WIDTH = 7;

    private final String topic;
    private long[] rows = new long[64 * WIDTH]; // (message, column)
    private int size;

    TopicStream(String topic) {
        this.topic = topic;
    }

    void add(long logNs, long publishNs, long recordNumber, @Nullable MessageHeader header) {
        int at = size * WIDTH;
        if (at == rows.length) {
            rows = Arrays.copyOf(rows, Math.multiplyExact(2, rows.length));
        }
        rows[at + LOG] = logNs;
        rows[at + PUBLISH] = publishNs;
        rows[at + STAMP] = header == null ? MessageHeader.ABSENT : header.timeNs();
        rows[at + DEVICE] = header == null ? MessageHeader.ABSENT : header.deviceNs();
        rows[at + OWN_NUMBER] = header == null ? MessageHeader.ABSENT : header.number();
        rows[at + RECORD_NUMBER] = recordNumber;
        rows[at + EXPOSURE] = header == null ? 0 : header.exposureNs();
        size++;
    }

    /** Whether every message has a stamp, and somebody filled them in. */
    boolean isStamped() {
        return isFilled(STAMP);
    }

    private boolean isFilled(int column) {
        boolean differ = false;
        for (int i = 0; i < size; i++) {
            long value = rows[i * WIDTH + column];
            if (value == MessageHeader.ABSENT) {
                return false;
            }
            differ |= value != rows[column];
        }
        return differ || (size == 1 && rows[column] != 0);
    }

    private int missing(int column) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += rows[i * WIDTH + column] == MessageHeader.ABSENT ? 1 : 0;
        }
        return count;
    }

    /** What a user should hear who did not say which time is meant; null for nothing. */
    @Nullable
    String fallsBack(boolean othersAreStamped) {
        if (isStamped()) {
            return null;
        }
        String name = "topic " + CsvMessages.shown(topic);
        int without = missing(STAMP);
        if (without == 0) {
            return name + ": all stamps in its messages are the same: its log time counts";
        }
        if (without < size) {
            return name + ": " + without + " of " + size
                    + " messages have no stamp that can be read: its log time counts";
        }
        return othersAreStamped
                ? name + ": its messages have no stamp, those of other topics have: its log time counts, which may be"
                        + " another clock"
                : null;
    }

    /**
     * The stream.
     *
     * @throws TelemetryFormatException when its messages have not the time that is wanted
     */
    StreamBuilder stream(String file, McapTime wanted) throws TelemetryFormatException {
        int time =
                switch (wanted) {
                    case AUTO -> isStamped() ? STAMP : LOG;
                    case LOG -> LOG;
                    case PUBLISH -> PUBLISH;
                    case HEADER -> filled(file, STAMP, "stamp");
                    case DEVICE -> filled(file, DEVICE, "stamp of the device's clock");
                };
        boolean own = isFilled(OWN_NUMBER);
        StreamBuilder builder = new StreamBuilder(topic, List.of());
        for (int i = 0; i < size; i++) {
            int at = i * WIDTH;
            builder.add(new RecordedMessage(
                    rows[at + (own ? OWN_NUMBER : RECORD_NUMBER)],
                    rows[at + time],
                    rows[at + EXPOSURE],
                    new double[0]));
        }
        return own ? builder : builder.numberedByRecorder();
    }

    private int filled(String file, int column, String what) throws TelemetryFormatException {
        if (isFilled(column)) {
            return column;
        }
        int without = missing(column);
        String which = without == size ? "its messages have no " : without + " of its messages have no ";
        throw new TelemetryFormatException(
                file,
                "topic " + CsvMessages.shown(topic),
                (without == 0 ? "all messages have the same " : which) + what + "; use its log or publish time");
    }
}
