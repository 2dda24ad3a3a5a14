package dev.syncline.hardware.dji.simulated;

import org.jspecify.annotations.Nullable;

/**
 * What a simulated flight controller is like.
 *
 * @param firstTicks what its clock shows when it begins, ticks of 2.5 ms, unsigned 32 bits
 * @param remainderNs how far its samples lie after a tick, 0 to 2 499 999 ns
 * @param nsField what it puts into the second time field
 * @param skewPpm by how much its clock runs too fast at first
 * @param wanderPpb how far the skew walks in a second (standard deviation), parts in 10⁹
 * @param minLatencyNs,maxLatencyNs what a packet waits before it is on the line, ns, evenly spread
 * @param lostPackets share of packets that are never sent
 * @param lostPulses share of pulses that are not seen
 * @param pulseRateFactor 1 for pulses at the rate that is asked for
 * @param baud bits on the line in a second, ten a byte
 * @param key 64 hexadecimal digits where it encrypts; then it also understands only what is encrypted
 * @param appId the application that has to activate before it subscribes; null for any without
 * @param firmware what it makes of hardware sync
 * @param seed of all chance
 */
public record FlightControllerSpec(
        long firstTicks,
        long remainderNs,
        NsField nsField,
        double skewPpm,
        double wanderPpb,
        long minLatencyNs,
        long maxLatencyNs,
        double lostPackets,
        double lostPulses,
        double pulseRateFactor,
        int baud,
        @Nullable String key,
        @Nullable Long appId,
        Firmware firmware,
        long seed) {
    /** What a controller makes of hardware sync. */
    public enum Firmware {
        /** As documented. */
        DOCUMENTED,
        /** Knows no single pulses: a frequency of 0 changes nothing. */
        NO_SINGLE_PULSES,
        /** Marks every packet as a pulse's. */
        MARKS_ALL
    }

    /** What the second time field holds. */
    public enum NsField {
        /** What is left after whole ticks. */
        REMAINDER,
        /** A nanosecond clock of its own, which wraps every 4.29 s. */
        FREE_RUNNING
    }

    public FlightControllerSpec {
        if (firstTicks < 0 || firstTicks > 0xFFFF_FFFFL || remainderNs < 0 || remainderNs >= 2_500_000) {
            throw new IllegalArgumentException("first ticks " + firstTicks + ", remainder " + remainderNs
                    + " ns: expected 32 bits, and less than a tick");
        }
        if (minLatencyNs < 0 || maxLatencyNs < minLatencyNs || baud < 1) {
            throw new IllegalArgumentException(
                    "latency " + minLatencyNs + " to " + maxLatencyNs + " ns at " + baud + " Bd cannot be");
        }
        if (!(lostPackets >= 0 && lostPackets < 1 && lostPulses >= 0 && lostPulses < 1 && pulseRateFactor > 0)) {
            throw new IllegalArgumentException("shares of loss lie in [0, 1), the rate factor above 0");
        }
    }

    /** An everyday one: 30 ppm fast with some wander, packets 3 to 15 ms late, 5 % of them and 2 % of the pulses lost. */
    public static FlightControllerSpec usual(long seed) {
        return new FlightControllerSpec(
                400_000,
                731_250,
                NsField.REMAINDER,
                30,
                10,
                3_000_000,
                15_000_000,
                0.05,
                0.02,
                1,
                921_600,
                null,
                null,
                Firmware.DOCUMENTED,
                seed);
    }

    /** The same with its clock at another time when it begins. */
    public FlightControllerSpec startingAt(long ticks) {
        return new FlightControllerSpec(
                ticks,
                remainderNs,
                nsField,
                skewPpm,
                wanderPpb,
                minLatencyNs,
                maxLatencyNs,
                lostPackets,
                lostPulses,
                pulseRateFactor,
                baud,
                key,
                appId,
                firmware,
                seed);
    }

    /** The same with another second field. */
    public FlightControllerSpec with(NsField field) {
        return new FlightControllerSpec(
                firstTicks,
                remainderNs,
                field,
                skewPpm,
                wanderPpb,
                minLatencyNs,
                maxLatencyNs,
                lostPackets,
                lostPulses,
                pulseRateFactor,
                baud,
                key,
                appId,
                firmware,
                seed);
    }

    /** The same with another clock. */
    public FlightControllerSpec drifting(double ppm, double ppbWander) {
        return new FlightControllerSpec(
                firstTicks,
                remainderNs,
                nsField,
                ppm,
                ppbWander,
                minLatencyNs,
                maxLatencyNs,
                lostPackets,
                lostPulses,
                pulseRateFactor,
                baud,
                key,
                appId,
                firmware,
                seed);
    }

    /** The same with other losses. */
    public FlightControllerSpec losing(double packets, double pulses) {
        return new FlightControllerSpec(
                firstTicks,
                remainderNs,
                nsField,
                skewPpm,
                wanderPpb,
                minLatencyNs,
                maxLatencyNs,
                packets,
                pulses,
                pulseRateFactor,
                baud,
                key,
                appId,
                firmware,
                seed);
    }

    /** The same whose pulses come faster or slower than asked. */
    public FlightControllerSpec pulsingAt(double factor) {
        return new FlightControllerSpec(
                firstTicks,
                remainderNs,
                nsField,
                skewPpm,
                wanderPpb,
                minLatencyNs,
                maxLatencyNs,
                lostPackets,
                lostPulses,
                factor,
                baud,
                key,
                appId,
                firmware,
                seed);
    }

    /** The same that encrypts and wants an application. */
    public FlightControllerSpec guarded(@Nullable String hexKey, @Nullable Long application) {
        return new FlightControllerSpec(
                firstTicks,
                remainderNs,
                nsField,
                skewPpm,
                wanderPpb,
                minLatencyNs,
                maxLatencyNs,
                lostPackets,
                lostPulses,
                pulseRateFactor,
                baud,
                hexKey,
                application,
                firmware,
                seed);
    }

    /** The same with packets that come so late. */
    public FlightControllerSpec late(long leastNs, long mostNs) {
        return new FlightControllerSpec(
                firstTicks,
                remainderNs,
                nsField,
                skewPpm,
                wanderPpb,
                leastNs,
                mostNs,
                lostPackets,
                lostPulses,
                pulseRateFactor,
                baud,
                key,
                appId,
                firmware,
                seed);
    }

    /** The same with other firmware. */
    public FlightControllerSpec running(Firmware other) {
        return new FlightControllerSpec(
                firstTicks,
                remainderNs,
                nsField,
                skewPpm,
                wanderPpb,
                minLatencyNs,
                maxLatencyNs,
                lostPackets,
                lostPulses,
                pulseRateFactor,
                baud,
                key,
                appId,
                other,
                seed);
    }
}
