package dev.syncline.hardware.dji.simulated;

import java.util.SplittableRandom;

/** How a host's stamps of pulses err. */
public enum PulseStamps {
    /** Taken by hardware. */
    EXACT {
        @Override
        public long errorNs(SplittableRandom random) {
            return 0;
        }
    },
    /** Taken by a kernel's interrupt: 2 µs standard deviation, to both sides. */
    SYMMETRIC_2_US {
        @Override
        public long errorNs(SplittableRandom random) {
            return Math.round(2_000 * random.nextGaussian());
        }
    },
    /** 100 µs standard deviation, to both sides. */
    SYMMETRIC_100_US {
        @Override
        public long errorNs(SplittableRandom random) {
            return Math.round(100_000 * random.nextGaussian());
        }
    },
    /** Taken by a program that had to be woken: late by 100 µs on average, exponentially. */
    LATE_100_US {
        @Override
        public long errorNs(SplittableRandom random) {
            return Math.round(100_000 * random.nextExponential());
        }
    };

    /** The error of one stamp, ns; positive is late. */
    public abstract long errorNs(SplittableRandom random);
}
