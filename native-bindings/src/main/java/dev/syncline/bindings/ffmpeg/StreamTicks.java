package dev.syncline.bindings.ffmpeg;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a stream's ticks into ns on the video's clock and back, by whole numbers only.
 *
 * @param file whose stream this is, for messages
 * @param tickNum,tickDen length of a tick, s
 * @param zeroTicks the tick that is called 0 ns
 */
record StreamTicks(String file, int tickNum, int tickDen, long zeroTicks) {
    private static final long NS_PER_S = 1_000_000_000L;

    /** Longest span from the zero that is believed: a century. */
    private static final long MAX_SECONDS = 100L * 366 * 86_400;

    /**
     * Time of a tick, ns, rounded to the nearest.
     *
     * @throws IOException when the tick lies more than a century from the zero
     */
    long toNs(long ticks) throws IOException {
        try {
            long units = Math.multiplyExact(Math.subtractExact(ticks, zeroTicks), tickNum);
            long seconds = Math.floorDiv(units, tickDen);
            if (Math.abs(seconds) <= MAX_SECONDS) {
                long rest = Math.floorMod(units, tickDen);
                return seconds * NS_PER_S + (rest * NS_PER_S + tickDen / 2) / tickDen;
            }
        } catch (ArithmeticException e) {
            throw outOfRange(ticks, e);
        }
        throw outOfRange(ticks, null);
    }

    /**
     * When the zero is on the container's clock, ns.
     *
     * @throws IOException when that is more than a century from the container's zero
     */
    long zeroNs() throws IOException {
        return new StreamTicks(file, tickNum, tickDen, 0).toNs(zeroTicks);
    }

    /** The last tick at or before a time, ns on the video's clock. */
    long floorTicks(long timeNs) {
        long seconds = Math.clamp(Math.floorDiv(timeNs, NS_PER_S), -MAX_SECONDS, MAX_SECONDS);
        long restNs = Math.floorMod(timeNs, NS_PER_S);
        long fraction = Math.floorDiv(
                Math.floorMod(seconds * (long) tickDen, (long) tickNum) * NS_PER_S + restNs * tickDen,
                NS_PER_S * tickNum);
        return zeroTicks + Math.floorDiv(seconds * (long) tickDen, (long) tickNum) + fraction;
    }

    /** Length of a number of ticks, ns; 0 where it makes no sense. */
    long durationNs(long ticks) {
        return ticks <= 0 ? 0 : Math.round((double) ticks * tickNum / tickDen * NS_PER_S);
    }

    private IOException outOfRange(long ticks, @Nullable Throwable cause) {
        return new IOException(
                file + ": timestamp " + ticks + " lies more than a century from the clip's start: the file is damaged;"
                        + " copy it again or remux it",
                cause);
    }
}
