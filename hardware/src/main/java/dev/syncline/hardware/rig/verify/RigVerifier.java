package dev.syncline.hardware.rig.verify;

import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.data.SensorMode;
import dev.syncline.hardware.rig.data.Shutter;
import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.units.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the frames of recorded cameras: each frame with the nearest frame of a reference camera, or with the nearest
 * slot of a PTP clock.
 */
public final class RigVerifier {
    /** PTP counts TAI, which is this far ahead of UTC since 2017. */
    private static final long TAI_AHEAD_NS = 37_000_000_000L;

    /** Recordings of one rig begin within this of each other. */
    private static final long BEGIN_TOGETHER_NS = 5_000_000_000L;

    /** More missed triggers than this part of all is not right. */
    private static final double MISSES_ALLOWED = 0.01;

    /** A drift that would take the frames out of tolerance within an hour counts, where it is surely there. */
    private static final double SURE = 5;

    /** Steps that are smaller than this part of the tolerance do not matter. */
    private static final double STEP_SHARE = 0.05;

    /** Part of the frames that must be within the tolerance. */
    private static final double STEADY = 0.99;

    private static final int MOST_STEPS_SAID = 3;

    private static final double HOUR_NS = 3600e9;

    private final long toleranceNs;
    private final Moment moment;
    private final @Nullable FrameRate rate;

    /**
     * A verifier.
     *
     * @param toleranceNs how far apart frames may be that are together, ns
     * @param moment which moment of the exposures to compare
     * @param rate the rig's frame rate; null to take the reference's
     */
    public RigVerifier(long toleranceNs, Moment moment, @Nullable FrameRate rate) {
        if (toleranceNs <= 0) {
            throw new IllegalArgumentException("toleranceNs=" + toleranceNs + ", expected above 0");
        }
        this.toleranceNs = toleranceNs;
        this.moment = moment;
        this.rate = rate;
    }

    /**
     * Compares all streams with one.
     *
     * @param reference the index of that stream
     * @throws IllegalArgumentException if there are fewer than two streams, or the reference has fewer than three frames
     */
    public RigVerdict compare(List<FrameStream> streams, int reference) {
        if (streams.size() < 2) {
            throw new IllegalArgumentException("only one camera: there is nothing to compare it with");
        }
        FrameStream base = streams.get(reference);
        if (base.size() < 3) {
            throw new IllegalArgumentException(
                    base.name() + " has " + base.size() + " frames; at least 3 are needed of the reference");
        }
        double periodNs = rate == null ? base.medianIntervalNs() : rate.periodNs();
        long[] baseTimes = base.at(moment);
        List<StreamVerdict> verdicts = new ArrayList<>();
        for (FrameStream stream : streams) {
            long[] times = stream.at(moment);
            List<long[]> pairs = new ArrayList<>();
            NumberShift numbers = new NumberShift();
            int at = 0;
            for (int i = 0; i < times.length; i++) {
                long time = times[i];
                while (at + 1 < baseTimes.length
                        && Math.abs(baseTimes[at + 1] - time) <= Math.abs(baseTimes[at] - time)) {
                    at++;
                }
                if (Math.abs(time - baseTimes[at]) <= periodNs / 2) {
                    pairs.add(new long[] {time, time - baseTimes[at]});
                    if (stream.hasNumbers() && base.hasNumbers()) {
                        numbers.add(stream.numbers()[i], base.numbers()[at]);
                    }
                }
            }
            String remark = stream.zero() == FrameStream.Zero.CLOCK ? numbers.remark(base.name()) : "";
            verdicts.add(verdict(stream, statistics(pairs, periodNs), periodNs, base.name(), remark));
        }
        return new RigVerdict(base.name(), periodNs, verdicts, traps(streams));
    }

    /**
     * Compares all streams with the slots of a PTP clock: times at which a whole number of frame periods has passed since
     * the epoch.
     *
     * @throws IllegalArgumentException if no rate was given
     */
    public RigVerdict compareWithSlots(List<FrameStream> streams) {
        if (rate == null) {
            throw new IllegalArgumentException("slots need the frame rate");
        }
        double periodNs = rate.periodNs();
        List<StreamVerdict> verdicts = new ArrayList<>();
        for (FrameStream stream : streams) {
            List<long[]> pairs = new ArrayList<>();
            for (long time : stream.at(moment)) {
                pairs.add(new long[] {time, phaseNs(time, rate)});
            }
            StreamVerdict verdict = verdict(stream, statistics(pairs, periodNs), periodNs, "the PTP slots", "");
            verdicts.add(withSlotTrap(verdict));
        }
        return new RigVerdict("PTP slots", periodNs, verdicts, traps(streams));
    }

    /** How far a time lies after the nearest slot of a rate, ns; negative before it. */
    public static long phaseNs(long timeNs, FrameRate rate) {
        long slot = rate.slotAt(timeNs + Math.round(rate.periodNs() / 2));
        return timeNs - rate.edgeNs(slot);
    }

    /**
     * Moves the frames of rolling shutters from their first row to the middle of the picture, which is when what is in it
     * was seen; cameras are found by their names in the rig.
     */
    public static List<FrameStream> atPictureMiddle(List<FrameStream> streams, Rig rig) {
        List<FrameStream> moved = new ArrayList<>();
        for (FrameStream stream : streams) {
            double byNs = 0;
            for (RigCamera camera : rig.cameras()) {
                SensorMode picture = camera.picture();
                boolean rolling = camera.sensor().shutter() == Shutter.ROLLING;
                if (camera.name().equals(stream.name()) && rolling && picture != null) {
                    byNs = picture.rowNs() * (picture.rows() - 1) / 2;
                }
            }
            moved.add(stream.later(Math.round(byNs)));
        }
        return moved;
    }

    private PhaseStatistics statistics(List<long[]> pairs, double periodNs) {
        long[] times = pairs.stream().mapToLong(pair -> pair[0]).toArray();
        double[] phases = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
        return PhaseStatistics.of(times, phases, periodNs, toleranceNs * STEP_SHARE);
    }

    private StreamVerdict verdict(
            FrameStream stream, PhaseStatistics phase, double periodNs, String against, String remark) {
        long missed = 0;
        long extra = 0;
        long longest = 0;
        long[] times = stream.timesNs();
        for (int i = 1; i < times.length; i++) {
            long steps = Math.round((times[i] - times[i - 1]) / periodNs);
            missed += Math.max(0, steps - 1);
            longest = Math.max(longest, steps - 1);
            extra += steps == 0 ? 1 : 0;
        }
        List<String> complaints = new ArrayList<>();
        if (phase.frames() == 0) {
            complaints.add("none of its frames is within half a period of a frame of " + against);
        } else if (phase.p99Ns() > toleranceNs && stream.zero() == FrameStream.Zero.CLOCK) {
            complaints.add("its frames lie " + Times.text(phase.medianNs()) + " (up to " + Times.text(phase.worstNs())
                    + ") from " + against + ", more than " + Times.text(toleranceNs));
        }
        // In the first and the last frames a step is a camera that locks on; 1 % of the frames may be off.
        int edge = (int) Math.ceil(times.length * (1 - STEADY));
        List<PhaseStep> steps = phase.steps().stream()
                .filter(step -> Math.abs(step.byNs()) > toleranceNs)
                .filter(step -> step.timeNs() >= times[edge] && step.timeNs() <= times[times.length - 1 - edge])
                .toList();
        for (PhaseStep step : steps.subList(0, Math.min(MOST_STEPS_SAID, steps.size()))) {
            complaints.add(String.format(
                    Locale.ROOT,
                    "it steps by %s against %s at %.3f s, at once and for good",
                    Times.text(step.byNs()),
                    against,
                    step.timeNs() * 1e-9));
        }
        if (steps.size() > MOST_STEPS_SAID) {
            complaints.add("and it steps " + (steps.size() - MOST_STEPS_SAID) + " more times");
        }
        double overAnHourNs = Math.abs(phase.driftPpm()) * 1e-6 * HOUR_NS;
        boolean sure = Math.abs(phase.driftPpm()) > SURE * phase.driftSigmaPpm();
        if (phase.frames() > 2 && sure && overAnHourNs > toleranceNs) {
            complaints.add(String.format(
                    Locale.ROOT,
                    "it drifts by %.2f ± %.2f ppm against %s: it is not triggered by the same line",
                    phase.driftPpm(),
                    phase.driftSigmaPpm(),
                    against));
        }
        if (missed > MISSES_ALLOWED * (stream.size() + missed)) {
            complaints.add(String.format(
                    Locale.ROOT,
                    "it missed %d of %d triggers (%.1f %%)",
                    missed,
                    stream.size() + missed,
                    100.0 * missed / (stream.size() + missed)));
        }
        if (extra > 0) {
            complaints.add(extra + " frames came less than half a period after the one before");
        }
        return new StreamVerdict(
                stream.name(),
                stream.size(),
                missed,
                extra,
                longest,
                phase,
                complaints,
                remark.isEmpty() ? List.of() : List.of(remark));
    }

    /** With a rate that is no whole number, 37 s are no whole number of frames: the phase itself gives the mix-up away. */
    private StreamVerdict withSlotTrap(StreamVerdict verdict) {
        if (rate == null || verdict.isRight()) {
            return verdict;
        }
        long shift = phaseNs(TAI_AHEAD_NS, rate);
        for (long trap : new long[] {shift, -shift}) {
            if (Math.abs(shift) > 2 * toleranceNs && Math.abs(verdict.phase().medianNs() - trap) <= toleranceNs) {
                List<String> more = Stream.concat(
                                verdict.complaints().stream(),
                                Stream.of("this phase is just what 37 s make at " + rate
                                        + " fps: its clock counts UTC where PTP counts TAI"))
                        .toList();
                return new StreamVerdict(
                        verdict.name(),
                        verdict.frames(),
                        verdict.missed(),
                        verdict.extra(),
                        verdict.longestGap(),
                        verdict.phase(),
                        more,
                        verdict.remarks());
            }
        }
        return verdict;
    }

    private static List<String> traps(List<FrameStream> streams) {
        List<String> traps = new ArrayList<>();
        FrameStream first = streams.getFirst();
        for (FrameStream other : streams.subList(1, streams.size())) {
            if (first.size() == 0 || other.size() == 0 || other.zero() != FrameStream.Zero.CLOCK) {
                continue;
            }
            long apart = other.timesNs()[0] - first.timesNs()[0];
            long endApart = other.timesNs()[other.size() - 1] - first.timesNs()[first.size() - 1];
            // A camera that was started later ends with the others; a clock that is ahead is ahead all along.
            if (Math.abs(Math.abs(apart) - TAI_AHEAD_NS) < BEGIN_TOGETHER_NS
                    && Math.abs(endApart - apart) < BEGIN_TOGETHER_NS) {
                String behind = apart < 0 ? other.name() : first.name();
                String ahead = apart < 0 ? first.name() : other.name();
                traps.add(
                        behind + " begins " + Times.text(Math.abs(apart)) + " before " + ahead
                                + ": one clock counts UTC, the other TAI (37 s ahead); at whole frame rates phases cannot show it");
            }
        }
        return traps;
    }
}
