package dev.syncline.bench.motionvectors;

import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowPair.FrameStamp;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.PatchInformation;
import dev.syncline.engine.sync.flow.klt.KltFlowTrackerProvider;
import dev.syncline.engine.sync.rotation.RotationEstimator;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Processor time of one thread for the first frames of a clip, ms a frame: middle of several rounds in which all ways
 * take turns.
 *
 * @param plain decoded whole, nothing else
 * @param unfiltered decoded without loop filter and transform
 * @param vectors decoded whole, vectors exported and read
 * @param vectorsUnfiltered the same, unfiltered
 * @param vectorsOfReferences the same, of reference frames alone; for each frame of the clip all the same
 * @param fit rotations from the vectors
 * @param gray decoded and scaled to gray, as the pipeline has it
 * @param klt points followed in these, their information measured, and rotations, decoding included
 */
record LookCost(
        double plain,
        double unfiltered,
        double vectors,
        double vectorsUnfiltered,
        double vectorsOfReferences,
        double fit,
        double gray,
        double klt) {
    private static final int FRAMES = 60;
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 2;
    private static final int WAYS = 8;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static LookCost of(LookedClip clip, Map<Long, FrameStamp> stamps) throws IOException {
        double[][] ms = new double[WAYS][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ms[0][round] = decode(clip, VectorDecoder.Effort.PLAIN);
            ms[1][round] = decode(clip, VectorDecoder.Effort.UNFILTERED);
            ms[2][round] = vectors(clip, stamps, VectorDecoder.Effort.VECTORS)[0];
            double[] look = vectors(clip, stamps, VectorDecoder.Effort.VECTORS_UNFILTERED);
            ms[3][round] = look[0];
            ms[4][round] = vectors(clip, stamps, VectorDecoder.Effort.VECTORS_OF_REFERENCES)[0];
            ms[5][round] = look[1];
            ms[6][round] = pipeline(clip, false);
            ms[7][round] = pipeline(clip, true);
        }
        return new LookCost(
                middle(ms[0]),
                middle(ms[1]),
                middle(ms[2]),
                middle(ms[3]),
                middle(ms[4]),
                middle(ms[5]),
                middle(ms[6]),
                middle(ms[7]));
    }

    private static long endNs(FrameSource source) {
        return Math.round((FRAMES - 0.5) * 1e9 / source.info().fps());
    }

    private static double decode(LookedClip clip, VectorDecoder.Effort effort) throws IOException {
        try (FrameSource source = FfmpegFrameSource.open(clip.video(), 480, 1);
                VectorDecoder decoder = new VectorDecoder(clip.video(), effort)) {
            long begin = THREADS.getCurrentThreadCpuTime();
            decoder.decode(endNs(source), (timeNs, coded) -> {});
            return msSince(begin);
        }
    }

    /** Of decoding and reading, and of fitting. */
    private static double[] vectors(LookedClip clip, Map<Long, FrameStamp> stamps, VectorDecoder.Effort effort)
            throws IOException {
        try (FrameSource source = FfmpegFrameSource.open(clip.video(), 480, 1);
                VectorDecoder decoder = new VectorDecoder(clip.video(), effort)) {
            RotationEstimator estimator = estimator(clip, source);
            CodedMotion motion = new CodedMotion(stamps, source.info(), source.workingHeightPx());
            long begin = THREADS.getCurrentThreadCpuTime();
            decoder.decode(endNs(source), motion::add);
            double read = msSince(begin);
            begin = THREADS.getCurrentThreadCpuTime();
            if (motion.turns(estimator).size() > 2 * stamps.size()) {
                throw new IllegalStateException("more turns than frames");
            }
            return new double[] {read, msSince(begin)};
        }
    }

    private static double pipeline(LookedClip clip, boolean follow) throws IOException {
        try (FrameSource source = FfmpegFrameSource.open(clip.video(), 480, 1);
                FlowTracker tracker = new KltFlowTrackerProvider().open(FlowSettings.DEFAULT)) {
            RotationEstimator estimator = estimator(clip, source);
            @Nullable LumaFrame[] before = new @Nullable LumaFrame[1];
            long begin = THREADS.getCurrentThreadCpuTime();
            source.decode(0, endNs(source), frame -> {
                FlowPair pair = follow ? tracker.advance(frame) : null;
                LumaFrame from = before[0];
                before[0] = frame;
                return pair == null
                        || from == null
                        || estimator.estimate(pair) == null
                        || PatchInformation.of(from, frame, pair).xx().length == pair.size();
            });
            return msSince(begin);
        }
    }

    private static RotationEstimator estimator(LookedClip clip, FrameSource source) {
        return new RotationEstimator(clip.lens().camera().scaledTo(source.workingWidthPx(), source.workingHeightPx()));
    }

    private static double msSince(long beginNs) {
        return (THREADS.getCurrentThreadCpuTime() - beginNs) * 1e-6 / FRAMES;
    }

    private static double middle(double[] values) {
        double[] later = Arrays.copyOfRange(values, WARM_UP, values.length);
        Arrays.sort(later);
        return later[later.length / 2];
    }

    /** A look by vectors in a decoding of its own. */
    double lookMs() {
        return vectorsUnfiltered + fit;
    }

    /** A look by vectors while frames are decoded to gray for the tracker, too. */
    double jointMs() {
        return gray + Math.max(0, vectors - plain) + fit;
    }
}
