package dev.syncline.engine.sync.align;

import dev.syncline.engine.base.geometry.Matrix3;
import java.util.List;

/**
 * Two logs on one timeline.
 *
 * <p>Sign: the offset is the first log's time minus the second's. Add it to a time of the second log to reach the first
 * log's. The drift is the change of the offset per time of the first log.
 *
 * @param offset in the middle of the overlap
 * @param drift change of the offset per first log's time, parts per million
 * @param turn between the two sensors
 * @param rates how the rates compare
 * @param score correlation of the logs at the offset, in [−1, 1]
 * @param rival the strongest other offset's score; NaN where there is nothing else
 * @param chance probability of such an agreement without any relation
 * @param windows parts of the overlap, in order
 */
public record Alignment(
        OffsetAt offset,
        Estimate drift,
        Turn turn,
        Rates rates,
        double score,
        double rival,
        double chance,
        List<Window> windows) {
    /** Keeps a copy of the list. */
    public Alignment {
        windows = List.copyOf(windows);
    }

    /** The same alignment with its parts. */
    Alignment with(List<Window> parts) {
        return new Alignment(offset, drift, turn, rates, score, rival, chance, parts);
    }

    /**
     * A number and its standard error, in the same unit.
     *
     * @param value best estimate
     * @param sigma standard error
     */
    public record Estimate(double value, double sigma) {}

    /**
     * An offset and where it holds.
     *
     * @param offsetNs first log's time minus the second's at {@code atNs}, ns
     * @param sigmaNs standard error, ns
     * @param atNs first log's time, ns
     * @param fromNs beginning of the overlap, ns on the first log's clock
     * @param toNs end of the overlap, ns on the first log's clock
     * @param covarianceNs covariance of offset and drift, ns (the drift without unit)
     */
    public record OffsetAt(long offsetNs, double sigmaNs, long atNs, long fromNs, long toNs, double covarianceNs) {}

    /**
     * How the second sensor's axes lie in the first's: {@code ω_first = toFirst·ω_second}, times the scale.
     *
     * @param toFirst second log's axes to the first's: a turn, or a mirror image where {@code mirrored}
     * @param sigmaRad standard error about each of the first log's axes: double[3]
     * @param mirrored true where one of the two logs negates an axis
     */
    public record Turn(Matrix3 toFirst, double[] sigmaRad, boolean mirrored) {
        /** Keeps a copy of the array. */
        public Turn {
            sigmaRad = sigmaRad.clone();
        }

        /** {@return a copy: double[3]} */
        @Override
        public double[] sigmaRad() {
            return sigmaRad.clone();
        }

        /** {@return the square mounting nearest to the turn} */
        public SquareTurn nearest() {
            return SquareTurn.nearestTo(toFirst, mirrored);
        }

        /** {@return the largest standard error about any axis, rad} */
        public double worstSigmaRad() {
            return Math.max(sigmaRad[0], Math.max(sigmaRad[1], sigmaRad[2]));
        }
    }

    /**
     * How the rates compare.
     *
     * @param scale first log's rates over the second's, no unit
     * @param biasRadS first log's rate less the second's turned and scaled, about the first log's axes: Estimate[3]
     */
    public record Rates(Estimate scale, List<Estimate> biasRadS) {
        /** Keeps a copy. */
        public Rates {
            biasRadS = List.copyOf(biasRadS);
        }
    }

    /**
     * What a part of the overlap says by itself.
     *
     * @param fromNs beginning, ns on the first log's clock
     * @param toNs end, ns on the first log's clock
     * @param residualNs its own offset less the line's, ns; NaN where it tells none
     * @param sigmaNs standard error of that, ns; NaN where it tells none
     * @param score correlation of the logs there; NaN where nothing is known
     */
    public record Window(long fromNs, long toNs, double residualNs, double sigmaNs, double score) {}

    /**
     * {@return first log's time minus the second's, ns}
     *
     * @param firstNs time on the first log's clock, ns
     */
    public long offsetNsAt(long firstNs) {
        return offset.offsetNs() + Math.round(drift.value() * 1e-6 * (firstNs - offset.atNs()));
    }

    /**
     * {@return standard error of the offset, ns}
     *
     * @param firstNs time on the first log's clock, ns
     */
    public double sigmaNsAt(long firstNs) {
        double away = (double) (firstNs - offset.atNs());
        double variance = offset.sigmaNs() * offset.sigmaNs()
                + 2 * away * offset.covarianceNs()
                + away * away * drift.sigma() * drift.sigma() * 1e-12;
        return Math.sqrt(Math.max(0, variance));
    }
}
