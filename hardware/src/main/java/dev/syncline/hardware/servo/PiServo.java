package dev.syncline.hardware.servo;

/**
 * A proportional-integral servo with the constants and states of linuxptp's. It is fed how far the local clock is ahead
 * and says by how much its rate is wrong: the clock is to be set off by the negative of that. One thread at a time.
 */
public final class PiServo {
    /** What to do with the answer. */
    public enum State {
        /** Not known yet: leave the clock alone. */
        UNLOCKED,
        /** Step the clock by the negative of the offset, and set its rate. */
        JUMP,
        /** Set the rate. */
        LOCKED,
        /** As {@link #LOCKED}, and the offset has been small for a while. */
        LOCKED_STABLE
    }

    /**
     * An answer.
     *
     * @param ratePpb by how much the local clock is too fast, ppb
     */
    public record Answer(State state, double ratePpb) {}

    private static final double SECOND_NS = 1e9;
    private static final double PPB = 1e9;

    /** The rate is first told from two samples this much farther apart than the servo needs to settle. */
    private static final double FIRST_ESTIMATE_FACTOR = 0.016;

    private static final double MARGIN = 1.001;
    private static final double LONGEST_ESTIMATE_S = 1000;

    private final PiServoSettings settings;
    private final double kp;
    private final double ki;
    private int samples;
    private long firstLocalNs;
    private double firstOffsetNs;
    private double driftPpb;
    private boolean updated;
    private int small;

    /** @param intervalS time between samples, s, above 0 */
    public PiServo(PiServoSettings settings, double intervalS) {
        this.settings = settings;
        this.kp = settings.kp(intervalS);
        this.ki = settings.ki(intervalS);
    }

    /** Proportional constant in use. */
    public double kp() {
        return kp;
    }

    /** Integral constant in use. */
    public double ki() {
        return ki;
    }

    /**
     * Takes a sample.
     *
     * @param offsetNs local clock less its master, ns
     * @param localNs local time of the sample, ns
     * @param weight trust in it, above 0 and at most 1
     */
    public Answer sample(long offsetNs, long localNs, double weight) {
        if (!(weight > 0) || weight > 1) {
            throw new IllegalArgumentException("weight=" + weight + " must be above 0 and at most 1");
        }
        return switch (samples) {
            case 0 -> first(offsetNs, localNs);
            case 1 -> second(offsetNs, localNs);
            default -> later(offsetNs, weight);
        };
    }

    /** Forgets all but the rate. */
    public void reset() {
        samples = 0;
        small = 0;
    }

    private Answer first(long offsetNs, long localNs) {
        firstOffsetNs = offsetNs;
        firstLocalNs = localNs;
        samples = 1;
        return new Answer(State.UNLOCKED, driftPpb);
    }

    private Answer second(long offsetNs, long localNs) {
        double elapsedNs = localNs - firstLocalNs;
        if (elapsedNs <= 0) {
            samples = 0;
            return new Answer(State.UNLOCKED, driftPpb);
        }
        double neededS = Math.min(FIRST_ESTIMATE_FACTOR / ki, LONGEST_ESTIMATE_S);
        if (elapsedNs / SECOND_NS * MARGIN < neededS) {
            return new Answer(State.UNLOCKED, driftPpb);
        }
        driftPpb = clamped(driftPpb + (PPB - driftPpb) * (offsetNs - firstOffsetNs) / elapsedNs);
        long size = Math.abs(offsetNs);
        boolean first = !updated && settings.firstStepThresholdNs() > 0 && size > settings.firstStepThresholdNs();
        boolean always = settings.stepThresholdNs() > 0 && size > settings.stepThresholdNs();
        boolean jump = first || always;
        updated = true;
        samples = 2;
        return new Answer(jump ? State.JUMP : State.LOCKED, driftPpb);
    }

    private Answer later(long offsetNs, double weight) {
        if (settings.stepThresholdNs() > 0 && Math.abs(offsetNs) > settings.stepThresholdNs()) {
            reset();
            return new Answer(State.UNLOCKED, driftPpb);
        }
        double integral = ki * offsetNs * weight;
        double ratePpb = kp * offsetNs * weight + driftPpb + integral;
        double limited = clamped(ratePpb);
        if (limited == ratePpb) {
            // At its limit the servo does not integrate, or it would swing over afterwards.
            driftPpb += integral;
        }
        small = Math.abs(offsetNs) < settings.stableOffsetNs() ? small + 1 : 0;
        boolean stable = settings.stableOffsetNs() > 0 && small >= settings.stableSamples();
        return new Answer(stable ? State.LOCKED_STABLE : State.LOCKED, limited);
    }

    private double clamped(double ppb) {
        return Math.clamp(ppb, -settings.maxRatePpb(), settings.maxRatePpb());
    }
}
