package dev.syncline.engine.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * ROS's LatestTime policy: each time the fastest stream that is not late has a message, the newest message of every
 * stream goes out. Rates are followed by their arrivals; a stream leads only once it was heard twice. Messages of slower
 * streams go out again and again, marked as copies.
 *
 * <p>ROS keeps the rates in the order in which the streams were first heard, but looks them up by the stream's number; here they
 * are kept by number, which is what its description means.
 *
 * @param <M> type of the messages
 */
public final class LatestTimeMatcher<M> implements StreamMatcher<M> {
    private static final double RATE_WEIGHT = 0.9;
    private static final double ERROR_WEIGHT = 0.3;
    private static final double STEP_MARGIN = 10;

    /** The rate of one stream, as it is followed from arrival to arrival. */
    private static final class Rate {
        private long previousNs;
        private double hz;
        private double error;
        private boolean hasHz;
        private boolean hasError;

        boolean follow(long nowNs) {
            double period = (nowNs - previousNs) * 1e-9;
            if (period <= 0) {
                return false;
            }
            double now = 1 / period;
            if (hasHz && hasError && Math.abs(hz - now) > STEP_MARGIN * error) {
                hasHz = false;
                hasError = false;
            }
            if (!hasHz) {
                hz = now;
                hasHz = true;
            } else {
                error = hasError ? ERROR_WEIGHT * Math.abs(hz - now) + (1 - ERROR_WEIGHT) * error : Math.abs(hz - now);
                hasError = true;
                hz = RATE_WEIGHT * now + (1 - RATE_WEIGHT) * hz;
            }
            previousNs = nowNs;
            return true;
        }

        boolean isLate(long nowNs) {
            double age = (nowNs - previousNs) * 1e-9;
            return age != 0 && hasError && hz - 1 / age > STEP_MARGIN * error;
        }
    }

    private final MessageTimes<M> times;
    private final MessageTimes<M> arrivals;
    private final MatchRecord<M> record;
    private final @Nullable Object[] latest;
    private final long[] latestNs;
    private final boolean[] sent;
    private final Rate[] rates;

    /**
     * A matcher that has seen no message.
     *
     * @param streams number of streams, at least 1
     * @param stallNs silence after which a stream is reported, ns, above 0
     * @param times when a message happened
     * @param arrivals when it came: the clock's time as it is offered, or in a recording the time of receipt
     * @param listener takes groups and dropped messages
     * @throws IllegalArgumentException when a number is out of its range
     */
    public LatestTimeMatcher(
            int streams, long stallNs, MessageTimes<M> times, MessageTimes<M> arrivals, MatchListener<M> listener) {
        this.record = new MatchRecord<>(streams, stallNs, listener);
        this.times = times;
        this.arrivals = arrivals;
        this.latest = new Object[streams];
        this.latestNs = new long[streams];
        this.sent = new boolean[streams];
        this.rates = new Rate[streams];
        Arrays.setAll(rates, s -> new Rate());
    }

    @Override
    public int streams() {
        return rates.length;
    }

    @Override
    public boolean offer(int stream, M message) {
        long timeNs = times.timeNs(stream, message);
        long nowNs = arrivals.timeNs(stream, message);
        record.sawTime(stream, timeNs);
        record.received(stream);
        record.depth(stream, 1);
        boolean first = latest[stream] == null;
        dropUnsent(stream);
        latest[stream] = message;
        latestNs[stream] = timeNs;
        sent[stream] = false;
        if (first) {
            rates[stream].previousNs = nowNs;
        } else if (rates[stream].follow(nowNs) && stream == pivot(nowNs) && hasAll()) {
            emit();
        }
        return true;
    }

    /** The fastest stream that is not late, the first of equally fast ones; −1 while there is none. */
    private int pivot(long nowNs) {
        int pivot = -1;
        for (int s = 0; s < rates.length; s++) {
            if (rates[s].hz > 0 && !rates[s].isLate(nowNs) && (pivot < 0 || rates[s].hz > rates[pivot].hz)) {
                pivot = s;
            }
        }
        return pivot;
    }

    private boolean hasAll() {
        for (Object message : latest) {
            if (message == null) {
                return false;
            }
        }
        return true;
    }

    private void emit() {
        Membership[] memberships = new Membership[latest.length];
        for (int s = 0; s < latest.length; s++) {
            memberships[s] = sent[s] ? Membership.COPY : Membership.OWN;
            sent[s] = true;
        }
        record.emit(MessageGroup.of(Arrays.copyOf(latest, latest.length), latestNs.clone(), memberships));
    }

    @SuppressWarnings("unchecked") // only messages of this type are ever put in
    private void dropUnsent(int stream) {
        Object message = latest[stream];
        if (message != null && !sent[stream]) {
            record.drop(stream, (M) message, DropReason.UNMATCHED);
        }
    }

    @Override
    public void end(int stream) {
        record.end(stream);
    }

    @Override
    public void finish() {
        for (int s = 0; s < rates.length; s++) {
            record.end(s);
            dropUnsent(s);
            sent[s] = true;
        }
    }

    @Override
    public MatchStatistics statistics() {
        return record.statistics();
    }
}
