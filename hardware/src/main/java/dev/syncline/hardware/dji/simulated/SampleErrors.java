package dev.syncline.hardware.dji.simulated;

import java.util.Arrays;

/** How far host times of converted samples were from the truth. */
public final class SampleErrors {
    private static final double NS_PER_US = 1e3;

    private float[] absoluteUs = new float[1024];
    private int count;
    private int within;
    private int withinThree;
    private int unknown;
    private double sumUs;
    private long worstAtNs;
    private float worstUs;

    void add(long errorNs, double sigmaNs, long atNs) {
        if (count == absoluteUs.length) {
            absoluteUs = Arrays.copyOf(absoluteUs, 2 * count);
        }
        float us = (float) (Math.abs(errorNs) / NS_PER_US);
        absoluteUs[count++] = us;
        sumUs += errorNs / NS_PER_US;
        if (Math.abs(errorNs) <= sigmaNs) {
            within++;
        }
        if (Math.abs(errorNs) <= 3 * sigmaNs) {
            withinThree++;
        }
        if (us > worstUs) {
            worstUs = us;
            worstAtNs = atNs;
        }
    }

    void addUnknown() {
        unknown++;
    }

    /** Samples compared. */
    public int count() {
        return count;
    }

    /** Samples whose truth is not known. */
    public int unknown() {
        return unknown;
    }

    /** The absolute error that a share of the samples stays within, µs. */
    public double quantileUs(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        float[] sorted = Arrays.copyOf(absoluteUs, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, Math.floor(share * count))];
    }

    /** Mean error with its sign, µs. */
    public double meanUs() {
        return sumUs / count;
    }

    /** Largest absolute error, µs. */
    public double worstUs() {
        return worstUs;
    }

    /** Time since the beginning of the sample with the largest error, s. */
    public double worstAtS() {
        return worstAtNs * 1e-9;
    }

    /** Share of the samples whose error is within their own standard error. */
    public double coverage() {
        return within / (double) count;
    }

    /** Share of the samples whose error is within three of their standard errors. */
    public double coverageOfThree() {
        return withinThree / (double) count;
    }
}
