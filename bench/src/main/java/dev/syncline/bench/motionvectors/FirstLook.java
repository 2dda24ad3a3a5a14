package dev.syncline.bench.motionvectors;

import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.OrientationChoice;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowPair.FrameStamp;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.klt.KltFlowTrackerProvider;
import dev.syncline.engine.sync.rotation.PairRotation;
import dev.syncline.engine.sync.rotation.RotationEstimator;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a clip's rotation rates are worth by either tracker.
 *
 * @param result of a whole sync by the pipeline's own tracker
 * @param looked windows that it looked at, in goes
 * @param klt,vectors what the rates of either tell
 * @param stamps the clip's frames by their times, ns
 */
record FirstLook(SyncResult result, LookedAt looked, Worth klt, Worth vectors, Map<Long, FrameStamp> stamps) {
    /** A peak must be this improbable without a relation, as the pipeline has it. */
    private static final double LARGEST_P = 1e-6;

    private static final double LEAST_SCORE = 0.75;
    private static final double RIVAL_MARGIN = 4;
    private static final double SQUARE_FLOOR_RAD = Math.toRadians(4);

    /**
     * @param error of the rates over the whole clip; null where nobody knows the truth
     * @param apart how far they are from the other tracker's, with which they share what parallax does to them
     * @param first the coarse offset by the first windows; null where there was nothing to compare
     * @param all by all windows that the pipeline looked at
     * @param truth the true offset; null where nobody knows it
     */
    record Worth(
            TrueRates.@Nullable RateError error,
            TrueRates.RateError apart,
            @Nullable CoarseOffset first,
            @Nullable CoarseOffset all,
            @Nullable SyncTrack truth) {
        /** How far the offset of the first windows is off, ms; NaN where nobody knows. */
        double firstErrorMs() {
            return first == null || truth == null
                    ? Double.NaN
                    : 1e-6 * (first.offsetNs() - truth.offsetNsAt((long) first.atVideoNs()));
        }
    }

    static FirstLook of(LookedClip clip) throws IOException, InterruptedException {
        SyncResult result;
        LookedAt looked;
        Map<Long, FrameStamp> stamps = new LinkedHashMap<>();
        List<PairRotation> followed = new ArrayList<>();
        CodedMotion coded;
        double frameNs;
        RotationEstimator estimator;
        try (FrameSource frames = FfmpegFrameSource.open(clip.video(), 480, 2)) {
            VideoInfo video = frames.info();
            frameNs = 1e9 / video.fps();
            CameraModel camera = clip.lens().camera().scaledTo(frames.workingWidthPx(), frames.workingHeightPx());
            estimator = new RotationEstimator(camera);
            looked = new LookedAt(frames);
            try (Syncline syncline = Syncline.create();
                    Clip opened = syncline.open(looked, clip.log(), clip.lens())) {
                result = opened.sync(SyncOptions.defaults(), looked).result();
            }
            try (FlowTracker tracker = new KltFlowTrackerProvider().open(FlowSettings.DEFAULT)) {
                frames.decode(0, Long.MAX_VALUE, frame -> {
                    stamps.put(frame.timeNs(), FrameStamp.of(frame));
                    FlowPair pair = tracker.advance(frame);
                    PairRotation turn = pair == null ? null : estimator.estimate(pair);
                    if (turn != null) {
                        followed.add(turn);
                    }
                    return true;
                });
            }
            coded = new CodedMotion(stamps, video, frames.workingHeightPx());
        }
        try (VectorDecoder decoder = new VectorDecoder(clip.video(), VectorDecoder.Effort.VECTORS_UNFILTERED)) {
            decoder.decode(Long.MAX_VALUE, coded::add);
        }
        int intervals = stamps.size() - 1;
        VisualRates klt = RateGrid.of(followed, intervals, frameNs);
        VisualRates vectors = RateGrid.of(coded.turns(estimator), intervals, frameNs);
        SyncTrack truth = clip.mustBeRefused()
                ? null
                : clip.truth() != null
                        ? clip.truth()
                        : result.timeline().track().knots().isEmpty()
                                ? null
                                : result.timeline().track();
        TrueRates rates = truth == null
                ? null
                : TrueRates.of(clip.log().gyro(), klt, videoNs -> truth.offsetNsAt((long) videoNs));
        return new FirstLook(
                result,
                looked,
                worth(clip, klt, vectors, rates, truth, looked.looks()),
                worth(clip, vectors, klt, rates, truth, looked.looks()),
                stamps);
    }

    private static Worth worth(
            LookedClip clip,
            VisualRates rates,
            VisualRates other,
            @Nullable TrueRates trueRates,
            @Nullable SyncTrack truth,
            List<List<LookedAt.Window>> looks) {
        return new Worth(
                trueRates == null ? null : trueRates.errorOf(rates),
                TrueRates.seen(other).errorOf(rates),
                coarse(clip, rates, looks.getFirst()),
                coarse(clip, rates, looks.stream().flatMap(List::stream).toList()),
                truth);
    }

    private static @Nullable CoarseOffset coarse(LookedClip clip, VisualRates rates, List<LookedAt.Window> windows) {
        List<VisualRates> cut = new ArrayList<>();
        for (LookedAt.Window w : windows) {
            VisualRates part = RateGrid.cut(rates, w.fromNs(), w.toNs());
            int rated = 0;
            for (float weight : part.weight()) {
                rated += weight > 0 ? 1 : 0;
            }
            if (rated >= 8 && 2 * rated >= part.size()) {
                cut.add(part);
            }
        }
        return cut.isEmpty() ? null : new OffsetSearch(clip.log().gyro(), null).find(cut, OffsetRange.ALL);
    }

    /** Whether the pipeline would go on from such a peak. */
    static boolean isAccepted(@Nullable CoarseOffset peak) {
        return peak != null
                && chance(peak) <= LARGEST_P
                && peak.score() >= LEAST_SCORE
                && peak.evidence() - peak.rivalEvidence() >= RIVAL_MARGIN * peak.nullScale();
    }

    /** The peak's probability without a relation, that the turn came out square counted in. */
    static double chance(CoarseOffset peak) {
        double angle = Math.max(
                SQUARE_FLOOR_RAD, OrientationChoice.of(peak.sums(), null, 0).angleRad());
        return peak.pValue() * Math.min(1, 24 * (angle - Math.sin(angle)) / Math.PI);
    }

    /** Windows that the pipeline looked at. */
    int windowsLookedAt() {
        return count(looked.looks());
    }

    /** Those of them that were to find an offset. */
    int windowsSearched() {
        boolean synced = result.status() == SyncResult.Status.SYNCED;
        return synced ? count(looked.looks().subList(0, looked.searches())) : windowsLookedAt();
    }

    private static int count(List<List<LookedAt.Window>> looks) {
        return looks.stream().mapToInt(List::size).sum();
    }

    /** Windows that the pipeline kept: none of a clip that it refused, and none that overlaps a later one. */
    int windowsKept() {
        if (result.status() == SyncResult.Status.REFUSED) {
            return 0;
        }
        List<LookedAt.Window> all =
                looked.looks().stream().flatMap(List::stream).toList();
        int kept = 0;
        for (int i = 0; i < all.size(); i++) {
            LookedAt.Window w = all.get(i);
            kept += all.stream().skip(i + 1L).anyMatch(w::overlaps) ? 0 : 1;
        }
        return kept;
    }
}
