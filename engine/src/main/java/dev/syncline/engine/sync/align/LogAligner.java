package dev.syncline.engine.sync.align;

import static dev.syncline.engine.sync.align.PairModel.BIAS;
import static dev.syncline.engine.sync.align.PairModel.DRIFT;
import static dev.syncline.engine.sync.align.PairModel.OFFSET;
import static dev.syncline.engine.sync.align.PairModel.SCALE;
import static dev.syncline.engine.sync.align.PairModel.TURN;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Aligns two motion logs of one body: search, fit, verdict. */
public final class LogAligner {
    /** The overlap is cut into parts that tell equally much and check each other. */
    private static final int PARTS = 16;

    private static final int FEWEST_PARTS = 4;
    private static final double SHORTEST_PART_NS = 0.4e9;

    /** The fit may move the offset by so many steps of the search, no more. */
    private static final double LARGEST_MOVE_STEPS = 3;

    /** No time is known better than this share of a sample. */
    private static final double SAMPLE_SHARE = 0.002;

    private final LogPair pair;
    private final OffsetRange range;

    private LogAligner(LogPair pair, OffsetRange range) {
        this.pair = pair;
        this.range = range;
    }

    /**
     * Aligns two logs. The same input gives the same output.
     *
     * @param first on its own clock, in its own axes
     * @param second on its own clock, in its own axes
     * @param range offsets to search, first log's time minus the second's
     * @return how they lie, or why that cannot be trusted
     */
    public static AlignOutcome align(GyroTrack first, GyroTrack second, OffsetRange range) {
        LogPair pair = LogPair.of(first, second);
        return new LogAligner(pair, pair.relative(range)).run();
    }

    private AlignOutcome run() {
        Refusal still = stillness(pair.a(), "first");
        if (still == null) {
            still = stillness(pair.b(), "second");
        }
        if (still != null) {
            return new AlignOutcome.Refused(still);
        }
        double lengthNs = Math.min(range.lengthNs(), pair.endANs() + pair.endBNs());
        double longestNs = OffsetSearch.longestRangeNs(pair.searchStepNs());
        if (lengthNs > longestNs) {
            // Only the beginning of it would be looked at.
            return refused(AlignVerdict.ofLongSearch(lengthNs, longestNs));
        }
        PairSearch.Found plain = search(pair);
        if (plain.start() != null && !plain.mirrorFits()) {
            return fitted(pair, plain, false);
        }
        // A program that writes a log may negate an axis; no turn makes up for that.
        LogPair mirrored = pair.mirrored();
        PairSearch.Found image = search(mirrored);
        AlignOutcome seen = image.start() == null ? null : fitted(mirrored, image, true);
        return seen instanceof AlignOutcome.Aligned ? seen : fitted(pair, plain, false);
    }

    private PairSearch.Found search(LogPair own) {
        return new PairSearch(own, range, 2).run(windows(own.shorter()));
    }

    private @Nullable Refusal stillness(GyroTrack log, String which) {
        return AlignVerdict.ofLog(which, (double) log.endNs(), pair.searchStepNs(), windows(log));
    }

    private List<VisualRates> windows(GyroTrack log) {
        return new PairWindows(log, 0, (double) log.endNs(), pair.searchStepNs()).choose(PairSearch.MOST_WINDOWS);
    }

    private static AlignOutcome fitted(LogPair own, PairSearch.Found found, boolean mirrored) {
        PairModel start = found.start();
        if (start == null) {
            return refused(found.refusal());
        }
        ClockLine line = start.line();
        double from = Math.max(0, line.ownNs(0));
        double to = Math.min(own.endANs(), line.ownNs(own.endBNs()));
        int parts = (int) Math.clamp((to - from) / SHORTEST_PART_NS, FEWEST_PARTS, PARTS);
        double[] cuts = new PairWindows(own.a(), from, to, own.searchStepNs()).cuts(parts);
        // Offset and drift are told apart best where the overlap has its middle.
        start = new PairModel(line.at((from + to) / 2), start.turn(), start.scale(), start.bias());
        PairFits fits = PairFits.of(AlikeSampling.of(own), start, cuts);
        if (fits == null || !near(fits.best().model(), start, own)) {
            return refused(AlignVerdict.ofLostFit());
        }
        PairScatter scatter = fits.best().scatter();
        DMatrixRMaj covariance = fits.covariance();
        PairModel model = fits.best().model();
        double[] scores = fits.best().scores(own.searchStepNs());
        Refusal refusal = AlignVerdict.ofFit(model, scatter, Math.sqrt(covariance.get(DRIFT, DRIFT)), scores);
        if (refusal == null) {
            refusal = ClockJump.of(own, model.line(), cuts, scores);
        }
        return refusal != null
                ? refused(refusal)
                : new AlignOutcome.Aligned(
                        alignment(own, fits, covariance, found, mirrored).with(windows(own, cuts, scatter, scores)));
    }

    private static AlignOutcome refused(@Nullable Refusal refusal) {
        return new AlignOutcome.Refused(refusal == null ? AlignVerdict.ofLostFit() : refusal);
    }

    private static boolean near(PairModel fitted, PairModel start, LogPair own) {
        double moved = fitted.line().offsetNs() - start.line().offsetNs();
        return Math.abs(moved) <= LARGEST_MOVE_STEPS * own.searchStepNs();
    }

    private static Alignment alignment(
            LogPair own, PairFits fits, DMatrixRMaj covariance, PairSearch.Found found, boolean mirrored) {
        PairModel model = fits.best().model();
        double floorNs = SAMPLE_SHARE * own.coarserPeriodNs();
        double driftVariance = covariance.get(DRIFT, DRIFT);
        double fromNs = Math.max(0, model.line().ownNs(0));
        double toNs = Math.min(own.endANs(), model.line().ownNs(own.endBNs()));
        double at = Math.clamp(fits.knownNs(), fromNs, toNs);
        double away = (at - fits.knownNs()) * 1e-9;
        double variance =
                covariance.get(OFFSET, OFFSET) + 2 * away * covariance.get(OFFSET, DRIFT) + away * away * driftVariance;
        long offsetNs = own.zeroANs() - own.zeroBNs() + Math.round(model.line().offsetNsAt(at));
        double floorDrift = floorNs / Math.max(1, toNs - fromNs);
        Alignment.OffsetAt offset = new Alignment.OffsetAt(
                offsetNs,
                Math.hypot(Math.sqrt(Math.max(0, variance)) * 1e9, floorNs),
                own.zeroANs() + Math.round(at),
                own.zeroANs() + Math.round(fromNs),
                own.zeroANs() + Math.round(toNs),
                (covariance.get(OFFSET, DRIFT) + away * driftVariance) * 1e9);
        Matrix3 toFirst = mirrored ? model.turn().times(Matrix3.of(1, 0, 0, 0, 1, 0, 0, 0, -1)) : model.turn();
        List<Alignment.Estimate> bias = new ArrayList<>();
        double[] turnSigma = new double[3];
        for (int a = 0; a < 3; a++) {
            bias.add(new Alignment.Estimate(model.bias()[a], sigma(covariance, BIAS + a)));
            turnSigma[a] = sigma(covariance, TURN + a);
        }
        return new Alignment(
                offset,
                new Alignment.Estimate(
                        model.line().drift() * 1e6, Math.hypot(Math.sqrt(driftVariance), floorDrift) * 1e6),
                new Alignment.Turn(toFirst, turnSigma, mirrored),
                new Alignment.Rates(fits.best().slopes().scale(model.scale(), sigma(covariance, SCALE)), bias),
                found.score(),
                found.rival(),
                found.chance(),
                List.of());
    }

    private static double sigma(DMatrixRMaj covariance, int at) {
        return Math.sqrt(Math.max(0, covariance.get(at, at)));
    }

    private static List<Alignment.Window> windows(LogPair own, double[] cuts, PairScatter scatter, double[] scores) {
        List<Alignment.Window> out = new ArrayList<>();
        for (int p = 0; p < scores.length; p++) {
            out.add(new Alignment.Window(
                    own.zeroANs() + Math.round(cuts[p]),
                    own.zeroANs() + Math.round(cuts[p + 1]),
                    scatter.ownOffsetS(p) * 1e9,
                    scatter.ownSigmaS(p) * 1e9,
                    scores[p]));
        }
        return out;
    }
}
