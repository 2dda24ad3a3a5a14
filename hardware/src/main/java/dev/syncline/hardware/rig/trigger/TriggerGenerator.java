package dev.syncline.hardware.rig.trigger;

import dev.syncline.hardware.rig.units.FrameRate;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Puts pulses on a line. Pulse k begins at the start plus exactly k periods, counted from the start and not from the pulse
 * before: a late pulse does not move the ones after it, and nothing drifts.
 */
public final class TriggerGenerator {
    private final TriggerLine line;
    private final Pacer pacer;
    private final FrameRate rate;
    private final long pulseNs;

    /**
     * A generator.
     *
     * @param pulseNs how long the line stays active, ns, less than a period
     * @throws IllegalArgumentException if the pulse does not fit the period
     */
    public TriggerGenerator(TriggerLine line, Pacer pacer, FrameRate rate, long pulseNs) {
        if (pulseNs <= 0 || pulseNs >= rate.periodNs()) {
            throw new IllegalArgumentException("a pulse of " + pulseNs + " ns does not fit a period of "
                    + Math.round(rate.periodNs()) + " ns (" + rate + " Hz)");
        }
        this.line = line;
        this.pacer = pacer;
        this.rate = rate;
        this.pulseNs = pulseNs;
    }

    /**
     * Runs until all pulses are sent or the thread is interrupted; leaves the line idle.
     *
     * @param count pulses to plan; {@link Long#MAX_VALUE} for no end
     * @param eachSecond told what was sent so far, about once a second
     * @return what was sent, also after an interruption, which stays pending on the thread
     * @throws IOException if the line fails
     */
    public TriggerReport run(long count, Consumer<TriggerReport> eachSecond) throws IOException {
        Lateness lateness = new Lateness();
        Lateness length = new Lateness();
        long skipped = 0;
        long sent = 0;
        long leadNs = Math.max(1_000_000, (long) rate.periodNs() / 4);
        long startNs = pacer.nowNs() + leadNs;
        long tellNs = startNs + 1_000_000_000L;
        try {
            for (long k = 0; k < count; k++) {
                long edgeNs = startNs + rate.edgeNs(k);
                if (pacer.nowNs() - edgeNs > rate.periodNs() / 2) {
                    skipped++;
                    continue;
                }
                pacer.waitUntil(edgeNs);
                line.set(true);
                long beganNs = pacer.nowNs();
                pacer.waitUntil(beganNs + pulseNs);
                line.set(false);
                long endedNs = pacer.nowNs();
                sent++;
                lateness.add(beganNs - edgeNs);
                length.add(endedNs - beganNs - pulseNs);
                if (endedNs > tellNs) {
                    tellNs = endedNs + 1_000_000_000L;
                    eachSecond.accept(new TriggerReport(sent, skipped, lateness, length));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            line.set(false);
        }
        return new TriggerReport(sent, skipped, lateness, length);
    }
}
