package dev.syncline.engine.match.read;

import dev.syncline.engine.match.header.MessageHeader;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import org.jspecify.annotations.Nullable;

/**
 * One topic of an MCAP file as its messages come by. Which time and which number count is known only at the end: a stamp
 * that some messages lack, or that nobody filled in, is no time.
 */
final class TopicStream {
    private final String topic;
    private final McapTime wanted;
    private final LongColumn stampsNs = new LongColumn();
    private final LongColumn recordedNs = new LongColumn();
    private final LongColumn ownNumbers = new LongColumn();
    private final LongColumn recordNumbers = new LongColumn();
    private final LongColumn exposuresNs = new LongColumn();

    TopicStream(String topic, McapTime wanted) {
        this.topic = topic;
        this.wanted = wanted;
    }

    void add(long logNs, long publishNs, long recordNumber, @Nullable MessageHeader header) {
        long stampNs = wanted == McapTime.DEVICE ? deviceNs(header) : timeNs(header);
        stampsNs.add(stampNs);
        recordedNs.add(wanted == McapTime.PUBLISH ? publishNs : logNs);
        ownNumbers.add(header == null ? MessageHeader.ABSENT : header.number());
        recordNumbers.add(recordNumber);
        exposuresNs.add(header == null ? 0 : header.exposureNs());
    }

    private static long timeNs(@Nullable MessageHeader header) {
        return header == null ? MessageHeader.ABSENT : header.timeNs();
    }

    private static long deviceNs(@Nullable MessageHeader header) {
        return header == null ? MessageHeader.ABSENT : header.deviceNs();
    }

    /** Whether every message has a stamp, and somebody filled them in. */
    boolean isStamped() {
        return isFilled(stampsNs);
    }

    private static boolean isFilled(LongColumn column) {
        boolean differ = false;
        for (int i = 0; i < column.size(); i++) {
            if (column.get(i) == MessageHeader.ABSENT) {
                return false;
            }
            differ |= column.get(i) != column.get(0);
        }
        return differ || (column.size() == 1 && column.get(0) != 0);
    }

    private int unstamped() {
        int count = 0;
        for (int i = 0; i < stampsNs.size(); i++) {
            count += stampsNs.get(i) == MessageHeader.ABSENT ? 1 : 0;
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
        int without = unstamped();
        int size = stampsNs.size();
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
    StreamBuilder stream(String file) throws TelemetryFormatException {
        boolean stamped = isStamped();
        if ((wanted == McapTime.HEADER || wanted == McapTime.DEVICE) && !stamped) {
            throw noStamp(file);
        }
        boolean recorded = wanted == McapTime.LOG || wanted == McapTime.PUBLISH || !stamped;
        boolean own = isFilled(ownNumbers);
        StreamBuilder builder = StreamBuilder.of(
                topic, own ? ownNumbers : recordNumbers, recorded ? recordedNs : stampsNs, exposuresNs);
        return own ? builder : builder.numberedByRecorder();
    }

    private TelemetryFormatException noStamp(String file) {
        int without = unstamped();
        String which = without == stampsNs.size()
                ? "its messages have no "
                : without == 0 ? "all messages have the same " : without + " of its messages have no ";
        return new TelemetryFormatException(
                file,
                "topic " + CsvMessages.shown(topic),
                which + (wanted == McapTime.DEVICE ? "stamp of the device's clock" : "stamp")
                        + "; use its log or publish time");
    }
}
