package dev.syncline.engine.sync.correlate;

/** Finds the local maxima of a curve of evidence that comes in pieces. */
final class LocalMaxima {
    /** Takes what is found. */
    interface Sink {
        void maximum(int at, float evidence);
    }

    private final Sink sink;
    private int next;
    private float before;
    private float last;

    LocalMaxima(Sink sink) {
        this.sink = sink;
    }

    /** The next entries of the curve. */
    void accept(float[] evidence, int length) {
        for (int i = 0; i < length; i++, next++) {
            float e = evidence[i];
            if (next >= 2 && last > 0 && last >= before && last > e) {
                sink.maximum(next - 1, last);
            }
            before = last;
            last = e;
        }
    }
}
