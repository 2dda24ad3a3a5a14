package dev.syncline.engine.sync.align;

import static dev.syncline.engine.sync.align.PairModel.OFFSET;
import static dev.syncline.engine.sync.align.PairModel.PARAMETERS;
import static dev.syncline.engine.sync.align.PairModel.SCALE;

import java.util.List;

/**
 * How much of what the second log's slopes seem to tell is its own noise ("errors in variables"). The noise of a log has
 * slopes too: they add to the normal equations as if they told of the offset, and damp the scale. The two logs do not share
 * their noise, so that the product of their slopes holds the motion alone.
 *
 * @param told share of the slopes' squares that tells of the offset, in (0, 1]; 0 where nothing tells of it
 * @param scatters share of the slopes' squares that the noise of the residuals acts on, in [told, 1]
 * @param ofSecond share of the noise that is the second log's, in [0, 1]
 * @param damping logarithm of what the scale is too small by, were all noise the second log's
 */
record SlopeNoise(double told, double scatters, double ofSecond, double damping) {
    /** Standard deviation of what lies anywhere in a span, by the span. */
    private static final double UNIFORM = 1 / Math.sqrt(12);

    /** Logs without noise. */
    static final SlopeNoise NONE = new SlopeNoise(1, 1, 0.5, 0);

    static SlopeNoise of(List<PairEquations> parts) {
        double first = 0;
        double second = 0;
        double shared = 0;
        double turning = 0;
        double residual = 0;
        for (PairEquations part : parts) {
            first += part.first;
            second += part.normal[PARAMETERS * OFFSET + OFFSET];
            shared += part.shared;
            turning += part.normal[PARAMETERS * SCALE + SCALE];
            residual += 3.0 * part.samples();
        }
        if (!(shared > 0)) {
            return new SlopeNoise(0, 0, 0.5, 0);
        }
        double firstNoise = Math.max(0, first - shared);
        double secondNoise = Math.max(0, second - shared);
        double noise = firstNoise + secondNoise;
        double ofSecond = noise > 0 ? secondNoise / noise : 0.5;
        double told = Math.min(1, shared / second);
        // A log's noise and the slopes of the same noise do not go together: only the first log's moves the sum.
        double scatters = told + (1 - ofSecond) * (1 - told);
        return new SlopeNoise(told, scatters, ofSecond, Math.log1p(residual / turning));
    }

    /** What the standard error is larger by than the curvature says. */
    double factor() {
        return Math.sqrt(scatters / told);
    }

    /**
     * The scale without the damping.
     *
     * @param fitted as the fit has it
     * @param sigma standard error of its logarithm by the fit
     */
    Alignment.Estimate scale(double fitted, double sigma) {
        double scale = fitted * Math.exp(ofSecond * damping);
        // How the noise is shared out rests on both sensors' noise being alike in colour.
        return new Alignment.Estimate(scale, scale * Math.hypot(sigma, damping * UNIFORM));
    }
}
