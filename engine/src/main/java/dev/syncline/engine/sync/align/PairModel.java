package dev.syncline.engine.sync.align;

import dev.syncline.engine.base.geometry.Matrix3;

/**
 * How the first log follows from the second: {@code ω_a(t) = scale·turn·ω_b(t − line(t)) + bias}.
 *
 * @param line first log's time minus the second's, by the first log's time
 * @param turn second log's axes to the first's
 * @param scale first log's rates over the second's
 * @param bias in the first log's axes, rad/s: double[3]
 */
record PairModel(ClockLine line, Matrix3 turn, double scale, double[] bias) {
    /** Places of the parameters in gradients and steps; times in seconds. */
    static final int OFFSET = 0;

    static final int DRIFT = 1;
    static final int TURN = 2;
    static final int BIAS = 5;
    static final int SCALE = 8;
    static final int PARAMETERS = 9;

    /** The model a Gauss–Newton step further. */
    PairModel plus(double[] step) {
        double[] moved = bias.clone();
        for (int a = 0; a < 3; a++) {
            moved[a] += step[BIAS + a];
        }
        return new PairModel(
                new ClockLine(line.offsetNs() + step[OFFSET] * 1e9, line.atNs(), line.drift() + step[DRIFT]),
                Matrix3.ofRotationVector(step[TURN], step[TURN + 1], step[TURN + 2])
                        .times(turn),
                scale * Math.exp(step[SCALE]),
                moved);
    }
}
