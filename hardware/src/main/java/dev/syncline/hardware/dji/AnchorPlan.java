package dev.syncline.hardware.dji;

/**
 * What is asked of the pulse line before a train, and again whenever it is not known which of its pulses a packet belongs
 * to: single pulses by tag, and where the controller does not make them, a train so slow that no packet can be later than
 * the next pulse. One for each session.
 */
final class AnchorPlan {
    static final int SLOW_HZ = 2;
    static final long SLOW_PERIOD_NS = 1_000_000_000L / SLOW_HZ;

    private static final long ANSWER_NS = 600_000_000L;
    /** Single pulses without any packet after which a controller is held not to make them. */
    private static final int UNANSWERED = 3;

    private static final int MOST_SINGLES = 10;
    private static final long SLOW_TRAIN_NS = 6_000_000_000L;
    /** After a packet of a single pulse, packets that would show that all are marked are waited for, ns and packets. */
    private static final long QUIET_NS = 30_000_000L;

    private static final int QUIET_PACKETS = 3;
    /** A train runs this long before it is stopped to tell its pulses apart; doubled each time. */
    private static final long FIRST_PATIENCE_NS = 300_000_000L;

    private static final long MOST_PATIENCE_NS = 120_000_000_000L;
    /** After a good train of this length, all is forgiven. */
    private static final long GOOD_TRAIN_NS = 5_000_000_000L;
    /** Own tags begin so far from the train's. */
    private static final int TAG_DISTANCE = 0x4000;

    private static final int OWN_TAGS = 0x1000;

    /** What is to be done now. */
    enum Step {
        WAIT,
        SINGLE,
        SLOW_TRAIN,
        TRAIN,
        GO_ON
    }

    private enum Phase {
        SINGLES,
        SLOW_TRAIN,
        TRAIN
    }

    private final int firstTag;
    private final long quietNs;

    private Phase phase = Phase.TRAIN;
    private int tags;
    private int singles;
    private int unanswered;
    private boolean answered;
    private boolean noSingles;
    private boolean slow;
    private long dueNs;
    private long goodUntilNs;
    private long badSinceNs;
    private long patienceNs = FIRST_PATIENCE_NS;

    AnchorPlan(SessionSettings settings) {
        firstTag = settings.tag() + TAG_DISTANCE;
        quietNs = QUIET_NS + QUIET_PACKETS * 1_000_000_000L / settings.packetHz();
    }

    /** Packets have begun to come. */
    void begin(long nowNs) {
        patienceNs = FIRST_PATIENCE_NS;
        enter(nowNs);
    }

    private void enter(long nowNs) {
        phase = noSingles ? Phase.SLOW_TRAIN : Phase.SINGLES;
        singles = 0;
        unanswered = 0;
        answered = true;
        slow = false;
        dueNs = nowNs;
    }

    /** A packet of a pulse came with a tag. */
    void packetOfPulse(int tag, long nowNs) {
        if (phase == Phase.SINGLES && singles > 0 && tag == tag() && !answered) {
            answered = true;
            unanswered = 0;
            dueNs = nowNs + quietNs;
        }
    }

    /** The tag of what {@link #next} said last. */
    int tag() {
        return firstTag + tags & 0xFFFF;
    }

    /** Whether a tag is one of this plan's, so that no other program has set it. */
    boolean isOwn(int tag) {
        return (tag - firstTag & 0xFFFF) <= OWN_TAGS;
    }

    /** @param needed whether it is not known which pulse a packet belongs to */
    Step next(long nowNs, boolean needed) {
        return switch (phase) {
            case SINGLES -> nextSingle(nowNs, needed);
            case SLOW_TRAIN -> nextSlow(nowNs, needed);
            case TRAIN -> {
                if (!needed) {
                    if (nowNs - badSinceNs > GOOD_TRAIN_NS + patienceNs) {
                        patienceNs = FIRST_PATIENCE_NS;
                    }
                    goodUntilNs = nowNs;
                    yield Step.GO_ON;
                }
                badSinceNs = nowNs;
                if (nowNs - goodUntilNs < patienceNs) {
                    yield Step.GO_ON;
                }
                patienceNs = Math.min(2 * patienceNs, MOST_PATIENCE_NS);
                enter(nowNs);
                yield next(nowNs, true);
            }
        };
    }

    private Step nextSingle(long nowNs, boolean needed) {
        if (!needed) {
            return train(nowNs);
        }
        if (nowNs < dueNs) {
            return Step.WAIT;
        }
        if (!answered) {
            unanswered++;
        }
        noSingles = unanswered >= UNANSWERED;
        if (noSingles || singles >= MOST_SINGLES) {
            phase = Phase.SLOW_TRAIN;
            dueNs = nowNs;
            return nextSlow(nowNs, true);
        }
        singles++;
        answered = false;
        newTag();
        dueNs = nowNs + ANSWER_NS;
        return Step.SINGLE;
    }

    private Step nextSlow(long nowNs, boolean needed) {
        if (!needed) {
            return train(nowNs);
        }
        if (nowNs < dueNs) {
            return Step.WAIT;
        }
        if (slow) {
            return train(nowNs);
        }
        slow = true;
        newTag();
        dueNs = nowNs + SLOW_TRAIN_NS;
        return Step.SLOW_TRAIN;
    }

    private Step train(long nowNs) {
        phase = Phase.TRAIN;
        goodUntilNs = nowNs;
        badSinceNs = nowNs;
        return Step.TRAIN;
    }

    private void newTag() {
        tags = (tags + 1) % OWN_TAGS;
    }
}
