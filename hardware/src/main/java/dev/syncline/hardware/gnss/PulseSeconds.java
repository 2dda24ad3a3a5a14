package dev.syncline.hardware.gnss;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.ClockModel;
import dev.syncline.engine.clock.ClockPair;
import dev.syncline.engine.clock.ClockTracker;
import dev.syncline.engine.clock.LockStatus;
import dev.syncline.engine.clock.PairVerdict;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.hardware.pulse.PulseSourceInfo;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts UTC and CLOCK_MONOTONIC together by a pulse at each whole second. Which second a pulse is, is named by somebody who
 * is up to a second late; once several names in a row agree, pulses are counted on from there, and a name that contradicts
 * the count is said. A pulse that does not fall on a second is no pulse of a PPS line. Driven from outside. One thread.
 */
public final class PulseSeconds {
    private static final long SECOND_NS = 1_000_000_000L;
    /** A name that comes so shortly after a pulse may be meant for the one before it. */
    private static final long LEAST_AGE_NS = 15_000_000L;

    private static final long MOST_AGE_NS = 960_000_000L;
    /** Names that must agree, and contradict, in a row. */
    private static final int AGREEING = 3;

    private static final long OFF_SECOND_NS = 100_000_000L;
    private static final int PATIENT_NAMES = 8;

    private final PulseSourceInfo source;
    private ClockTracker tracker;
    private long lastPulseNs = Long.MIN_VALUE;
    /** UTC less CLOCK_MONOTONIC to the nearest second or better; followed with the pulses. */
    private long baseNs;

    private int agreeing;
    private int contradicting;
    private long contradictedBy;
    private boolean counted;
    private long pulses;
    private long lost;
    private long offSecond;
    private long doubtful;
    private long jumps;
    private @Nullable String notice;

    /**
     * What became of a pulse.
     *
     * @param utcNs the second that it is; 0 while that is not known
     * @param localNs its stamp, CLOCK_MONOTONIC, ns
     * @param residualNs how far it was from where it was expected; NaN where nothing was
     * @param used whether it counts
     */
    public record Counted(long utcNs, long localNs, double residualNs, boolean used) {}

    /** @param source what stamps the pulses, on CLOCK_MONOTONIC */
    public PulseSeconds(PulseSourceInfo source) {
        this.source = source;
        this.tracker = tracker();
    }

    private ClockTracker tracker() {
        // UTC is the remote clock: a clock like REALTIME, but of the satellites.
        return new ClockTracker(source.trackerSettings(ClockDomain.DEVICE));
    }

    /** Takes a pulse, in their order. */
    public Counted pulse(Pulse pulse) {
        pulses++;
        lost += pulse.lostBefore();
        lastPulseNs = pulse.localNs();
        if (!counted) {
            return new Counted(0, pulse.localNs(), Double.NaN, false);
        }
        long utcNs = Math.floorDiv(pulse.localNs() + baseNs + SECOND_NS / 2, SECOND_NS) * SECOND_NS;
        long offNs = pulse.localNs() + baseNs - utcNs;
        if (Math.abs(offNs) > OFF_SECOND_NS) {
            offSecond++;
            return new Counted(0, pulse.localNs(), offNs, false);
        }
        PairVerdict verdict = tracker.add(new ClockPair(utcNs, pulse.localNs()));
        if (verdict.isUsed() || tracker.model() == null) {
            baseNs = utcNs - pulse.localNs();
        }
        return new Counted(utcNs, pulse.localNs(), tracker.lastResidualNs(), verdict.isUsed());
    }

    /** Takes the name of the second that the latest pulse began. */
    public void named(UtcSecond name) {
        long ageNs = name.arrivalNs() - lastPulseNs;
        if (lastPulseNs == Long.MIN_VALUE || ageNs < LEAST_AGE_NS || ageNs > MOST_AGE_NS) {
            doubtful++;
            return;
        }
        named(name.utcNs(), lastPulseNs);
    }

    /** Takes the name of the second that a pulse began, from somebody who cannot be late. */
    public void named(long utcNs, long pulseNs) {
        long saidNs = utcNs - pulseNs;
        if (counted) {
            if (Math.abs(saidNs - baseNs) < SECOND_NS / 2) {
                contradicting = 0;
                return;
            }
            contradicting =
                    contradicting > 0 && Math.abs(saidNs - contradictedBy) < SECOND_NS / 2 ? contradicting + 1 : 1;
            contradictedBy = saidNs;
            if (contradicting == AGREEING) {
                jumps++;
                notice = String.format(
                        Locale.ROOT,
                        "the seconds that are named went %+d s against the pulses: counting from there",
                        Math.round((saidNs - baseNs) * 1e-9));
                tracker = tracker();
                begin(saidNs);
                counted = true;
            }
            return;
        }
        if (agreeing > 0 && Math.abs(saidNs - baseNs) < SECOND_NS / 2) {
            agreeing++;
            counted = agreeing == AGREEING;
        } else {
            begin(saidNs);
        }
    }

    private void begin(long saidNs) {
        baseNs = saidNs;
        agreeing = 1;
        contradicting = 0;
    }

    /** Lets time pass, so that silence is noticed. */
    public void advance(long nowNs) {
        tracker.advance(nowNs);
    }

    /** UTC as the remote clock, CLOCK_MONOTONIC as the local one; {@code null} while there is no lock. */
    public @Nullable ClockModel model() {
        return tracker.model();
    }

    public LockStatus lock() {
        return tracker.status();
    }

    /** Pulses that came. */
    public long pulses() {
        return pulses;
    }

    /** Pulses that are known to have been lost. */
    public long lost() {
        return lost;
    }

    /** Pulses that did not fall on a second. */
    public long offSecond() {
        return offSecond;
    }

    /** Times that the count was started again since the names contradicted it. */
    public long jumps() {
        return jumps;
    }

    /** News for a person, told once. */
    @Nullable
    public String notice() {
        String told = notice;
        notice = null;
        return told;
    }

    /** Why there is no lock, as far as pulses and names tell. */
    public String reason() {
        if (pulses == 0) {
            return "no pulse came: is it the right line, and does the receiver have a fix?";
        }
        if (!counted) {
            return doubtful >= PATIENT_NAMES
                    ? "the names of seconds come just before or after a pulse, so they may mean either: raise the receiver's"
                            + " baud rate, or let it write fewer sentences"
                    : agreeing == 0
                            ? "nothing says which second a pulse is"
                            : "the seconds that were named do not agree with the pulses";
        }
        if (offSecond > pulses / 2) {
            return offSecond + " of " + pulses
                    + " pulses do not fall on a second: a line with one pulse a second is needed";
        }
        return tracker.status().reason();
    }
}
