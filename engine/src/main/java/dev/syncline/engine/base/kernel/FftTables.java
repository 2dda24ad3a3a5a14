package dev.syncline.engine.base.kernel;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Roots of unity for one length: {@code e^(−2πi·j/n)} for {@code 0 <= j < n/2}. Made once for each length; long ones may
 * be given back when memory is short.
 *
 * @param cos,sin float[max(1, n/2)]
 */
record FftTables(float[] cos, float[] sin) {
    private static final ConcurrentMap<Integer, SoftReference<FftTables>> MADE = new ConcurrentHashMap<>();

    static FftTables of(int n) {
        SoftReference<FftTables> reference = MADE.get(n);
        FftTables tables = reference == null ? null : reference.get();
        if (tables == null) {
            tables = make(n);
            MADE.put(n, new SoftReference<>(tables));
        }
        return tables;
    }

    private static FftTables make(int n) {
        int count = Math.max(1, n / 2);
        float[] cos = new float[count];
        float[] sin = new float[count];
        for (int j = 0; j < count; j++) {
            double angle = -2 * Math.PI * j / n;
            cos[j] = (float) Math.cos(angle);
            sin[j] = (float) Math.sin(angle);
        }
        return new FftTables(cos, sin);
    }

    static int checkedLength(int n) {
        if (n < 2 || n > Fft.LONGEST || Integer.bitCount(n) != 1) {
            throw new IllegalArgumentException(
                    "length of a transform is " + n + ", expected a power of two from 2 to " + Fft.LONGEST);
        }
        return n;
    }
}
