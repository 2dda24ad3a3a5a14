package dev.syncline.engine.sync.refine;

import static dev.syncline.engine.sync.refine.WindowResiduals.BIAS;
import static dev.syncline.engine.sync.refine.WindowResiduals.FOCAL;
import static dev.syncline.engine.sync.refine.WindowResiduals.LAG;
import static dev.syncline.engine.sync.refine.WindowResiduals.OFFSET;
import static dev.syncline.engine.sync.refine.WindowResiduals.PARAMETERS;
import static dev.syncline.engine.sync.refine.WindowResiduals.READOUT;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * How much counts what is known beforehand of the quantities that the windows share.
 *
 * <p>Points share what the model leaves out, parallax above all, and thousands of them would outvote what is known of a
 * mounting, a bias or a focal length: the further those give way, the more parallax they make room for. So what is known
 * counts by as much more as the squared error by pairs of frames exceeds that of independent points.
 *
 * <p>What was stated of the readout may be wrong altogether (a profile of another mode). Where the motion alone is away from
 * it by more than its own error explains, it does not count any more; where the motion is away by less, but by more than
 * chance, nobody knows which of the two is right, and the error bars say so ({@link #readoutDoubtS}).
 */
final class SharedPriors {
    /** Share of a quantity's information that is taken to be the points' own, where hardly any is. */
    private static final double LEAST_OWN = 1e-3;

    /** Errors by which the motion alone must be away from what was stated of the readout to contradict it. */
    private static final double CONTRADICTED = 3;

    /**
     * How many times larger than it looks the error is of a readout that the motion alone tells: near ground that slides by
     * shears a picture as a readout does. Measured on the catalogue of rendered clips: up to 3.4 of its own errors off.
     */
    private static final double BLIND = 2.5;

    /** Squared errors by which the motion may be away by chance. */
    private static final double BY_CHANCE = 2;

    /** What was stated is right more often than what the motion alone shows, where the two are apart by more. */
    private static final double DOUBT = 0.7;

    /** What was stated is hardly ever wrong by more, as a share of it, unless the motion contradicts it. */
    private static final double MOST_DOUBT = 0.1;

    /**
     * Rounds until parallax is found. The readout is open so long: held to what was stated, it would have parallax found
     * that makes up for it.
     */
    private static final int OPEN_ROUNDS = 5;

    private final RefineSettings settings;
    private final double[] excess = new double[PARAMETERS]; // at least 1 each
    private boolean readoutOpen = true;
    private double readoutDoubtS;
    private int weighed;

    SharedPriors(RefineSettings settings) {
        this.settings = settings;
        Arrays.fill(excess, 1);
    }

    /** Whether a parameter is one that the windows share. */
    static boolean isShared(int parameter) {
        return parameter != OFFSET && parameter != LAG;
    }

    /** What is known beforehand, as a standard deviation that counts beside the points'; 0 holds the parameter. */
    double sigma(int parameter) {
        return known(parameter) / Math.sqrt(excess[parameter]);
    }

    /** What is known beforehand of a parameter, as a standard deviation. */
    double known(int parameter) {
        return switch (parameter) {
            case READOUT -> readoutOpen ? settings.readoutOpenS() : settings.readoutS();
            case FOCAL -> settings.logFocal();
            default -> parameter < BIAS + 3 ? settings.biasRadS() : settings.mountRad();
        };
    }

    /** Squared error by pairs of frames over that by independent points, at least 1. */
    double excess(int parameter) {
        return excess[parameter];
    }

    /** Whether the motion contradicts what was stated of the readout. */
    boolean readoutContradicted() {
        return readoutOpen && settings.readoutOpenS() > settings.readoutS();
    }

    /** What is left open of the readout beyond the equations' own error, as a standard deviation, s. */
    double readoutDoubtS() {
        return readoutDoubtS;
    }

    /**
     * Weighs again, by the equations that were solved last.
     *
     * @param inverse of the joint equations
     * @param readoutS,statedS readout where it stands, and as it was stated, s
     */
    void weigh(List<WindowEquations> equations, DMatrixRMaj inverse, double readoutS, double statedS) {
        for (int p = 0; p < PARAMETERS; p++) {
            double prior = known(p);
            if (!isShared(p) || prior == 0) {
                continue;
            }
            int at = JointEquations.column(equations.size(), p, 0);
            double variance = inverse.get(at, at);
            double clustered = ErrorBar.clustered(equations, inverse, at);
            // The inverse counts the prior too, which shrinks both errors: what the points alone say of it.
            double ownShare = Math.max(LEAST_OWN, 1 - variance * excess[p] / (prior * prior));
            double own = Math.max(1, clustered * clustered / variance / ownShare);
            if (p == READOUT) {
                double error = Math.max(clustered, Math.sqrt(variance)) / ownShare;
                doubt((readoutS - statedS) / ownShare, error, statedS);
            }
            excess[p] = own;
        }
        weighed++;
    }

    /**
     * Whether what was stated of the readout can be believed.
     *
     * @param aloneS readout that the motion alone shows less what was stated, s
     * @param errorS its error as it looks, s
     * @param statedS the readout as it was stated, s
     */
    private void doubt(double aloneS, double errorS, double statedS) {
        double blindS = Math.sqrt(BLIND * BLIND - 1) * errorS;
        if (settings.readoutS() >= settings.readoutOpenS()) {
            readoutDoubtS = blindS;
        } else if (weighed == OPEN_ROUNDS) {
            // A readout longer than a frame lasts is what a motion that hardly turns makes up.
            readoutOpen = Math.abs(aloneS) > CONTRADICTED * Math.hypot(BLIND * errorS, settings.readoutS())
                    && Math.abs(statedS + aloneS) <= settings.readoutOpenS();
            double apartS = Math.min(
                    MOST_DOUBT * Math.abs(statedS),
                    DOUBT * Math.sqrt(Math.max(0, aloneS * aloneS - BY_CHANCE * errorS * errorS)));
            // What was stated so vaguely that the motion tells it anyway leaves no more open than the motion does.
            readoutDoubtS = readoutOpen || settings.readoutS() > BLIND * errorS ? blindS : apartS;
        }
    }

    /** Whether all is weighed as it will stay. */
    boolean isDecided() {
        return weighed > OPEN_ROUNDS;
    }
}
