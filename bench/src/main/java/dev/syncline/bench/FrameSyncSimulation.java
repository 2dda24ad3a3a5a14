package dev.syncline.bench;

import dev.syncline.hardware.camera.simulated.SimulatedSensor;
import dev.syncline.hardware.framesync.FrameSyncVerdict;
import dev.syncline.hardware.framesync.SyncSettings;
import dev.syncline.hardware.framesync.simulated.RigFrame;
import dev.syncline.hardware.framesync.simulated.RigSpec;
import dev.syncline.hardware.framesync.simulated.SimulatedCameras;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Runs many rigs of two to eight simulated cameras with the repaired and with the stock arithmetic, the same cameras and
 * networks for both, and prints how far the clients' frames begin from the server's and whether all cameras begin to
 * record at the same frame.
 */
public final class FrameSyncSimulation {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long RUN_NS = 24 * SECOND_NS;
    private static final int SETTLED_FRAMES = 60;
    private static final double[] LOSS_CLASSES = {0.0, 0.05, 0.10, 0.15, 0.20};

    private FrameSyncSimulation() {}

    /** Arguments: how many runs (default 1000) and the first seed (default 1). */
    public static void main(String[] args) {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        run(runs, seed, System.out);
    }

    /** Prints the table. */
    static void run(int runs, long firstSeed, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%d runs from seed %d, %d s each; errors in µs, of every client frame%n",
                runs,
                firstSeed,
                RUN_NS / SECOND_NS);
        out.println(
                "after the ready frame + 60, against the nearest frame of the server; corrections per client second");
        out.printf(
                Locale.ROOT,
                "%-9s %-13s %5s %9s %8s %8s %8s %9s %11s %7s%n",
                "rules",
                "packets lost",
                "runs",
                "frames",
                "median",
                "99 %",
                "99.9 %",
                "worst",
                "same frame",
                "corr/s");
        for (SyncSettings.Arithmetic arithmetic : SyncSettings.Arithmetic.values()) {
            Tally all = new Tally();
            Tally[] byLoss = new Tally[LOSS_CLASSES.length - 1];
            Arrays.setAll(byLoss, i -> new Tally());
            for (int i = 0; i < runs; i++) {
                RigSpec spec = spec(firstSeed + i);
                Tally one = simulate(spec.with(SyncSettings.DEFAULT.with(arithmetic)));
                all.add(one);
                byLoss[lossClass(spec.loss())].add(one);
            }
            String name = arithmetic.name().toLowerCase(Locale.ROOT);
            for (int i = 0; i < byLoss.length; i++) {
                byLoss[i].print(
                        name,
                        String.format(Locale.ROOT, "%.0f-%.0f %%", LOSS_CLASSES[i] * 100, LOSS_CLASSES[i + 1] * 100),
                        out);
            }
            all.print(name, "all", out);
        }
    }

    /** What a number of runs gave. */
    record Summary(int medianUs, int percentile99Us, int runs, int runsTogether) {}

    /** Runs and sums up. */
    static Summary measure(SyncSettings.Arithmetic arithmetic, int runs, long firstSeed) {
        Tally all = new Tally();
        for (int i = 0; i < runs; i++) {
            all.add(simulate(spec(firstSeed + i).with(SyncSettings.DEFAULT.with(arithmetic))));
        }
        return new Summary(all.percentileUs(0.5), all.percentileUs(0.99), all.runs, all.together);
    }

    private static int lossClass(double loss) {
        int i = 0;
        while (i < LOSS_CLASSES.length - 2 && loss >= LOSS_CLASSES[i + 1]) {
            i++;
        }
        return i;
    }

    /** Two to eight cameras of one model, each ±50 ppm, lines of 10 to 30 µs, network jitter of 1 µs to 1 ms, 0–20 % lost. */
    static RigSpec spec(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int cameras = random.nextInt(2, 9);
        long lineNs = random.nextLong(10_000, 30_001);
        long shortestNs = Math.round(33_333_333 * random.nextDouble(0.5, 0.95));
        List<SimulatedSensor> sensors = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < cameras; i++) {
            sensors.add(new SimulatedSensor(
                    33_333_333,
                    lineNs,
                    shortestNs,
                    2,
                    random.nextDouble(-50, 50),
                    0.02,
                    random.nextDouble(1_000, 10_000),
                    0,
                    random.nextLong()));
            // The server starts last, as the instructions of rpicam have it.
            starts.add(i == 0 ? 3 * SECOND_NS : random.nextLong(2 * SECOND_NS));
        }
        double jitterNs = Math.exp(random.nextDouble(Math.log(1_000), Math.log(1_000_000)));
        double loss = random.nextDouble(0, 0.2);
        return new RigSpec(SyncSettings.DEFAULT, sensors, starts, 50_000, jitterNs, loss, 0.01, random.nextLong());
    }

    private static Tally simulate(RigSpec spec) {
        Tally tally = new Tally();
        int cameras = spec.sensors().size();
        long[] firstFrame = new long[cameras];
        Arrays.fill(firstFrame, FrameSyncVerdict.UNKNOWN);
        new SimulatedCameras(spec).runUntil(RUN_NS, frame -> {
            boolean first = frame.verdict().ready() && firstFrame[frame.camera()] == FrameSyncVerdict.UNKNOWN;
            if (first && frame.isKnown()) {
                firstFrame[frame.camera()] = frame.trueFrame();
            }
            if (frame.camera() > 0) {
                tally.add(frame);
            }
        });
        tally.runs = 1;
        tally.together =
                Arrays.stream(firstFrame).allMatch(f -> f == firstFrame[0]) && firstFrame[0] != FrameSyncVerdict.UNKNOWN
                        ? 1
                        : 0;
        tally.clients = cameras - 1;
        return tally;
    }

    /** Errors of many frames, in buckets of a microsecond. */
    private static final class Tally {
        private static final int WORST_US = 20_000;

        private final long[] buckets = new long[WORST_US + 1];
        private long frames;
        private long corrections;
        private int runs;
        private int together;
        private int clients;

        void add(RigFrame frame) {
            if (frame.verdict().correctionNs() != 0) {
                corrections++;
            }
            if (frame.isKnown() && frame.trueFrame() >= SETTLED_FRAMES) {
                buckets[(int) Math.min(WORST_US, Math.abs(frame.trueOffsetNs()) / 1000)]++;
                frames++;
            }
        }

        void add(Tally other) {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] += other.buckets[i];
            }
            frames += other.frames;
            corrections += other.corrections;
            runs += other.runs;
            together += other.together;
            clients += other.clients;
        }

        private int percentileUs(double share) {
            long wanted = (long) Math.ceil(share * frames);
            long seen = 0;
            for (int i = 0; i < buckets.length; i++) {
                seen += buckets[i];
                if (seen >= wanted) {
                    return i;
                }
            }
            return WORST_US;
        }

        void print(String rules, String loss, PrintStream out) {
            out.printf(
                    Locale.ROOT,
                    "%-9s %-13s %5d %9d %8d %8d %8d %9d %10.2f%% %7.2f%n",
                    rules,
                    loss,
                    runs,
                    frames,
                    percentileUs(0.5),
                    percentileUs(0.99),
                    percentileUs(0.999),
                    percentileUs(1),
                    100.0 * together / Math.max(1, runs),
                    corrections / (RUN_NS / 1e9) / Math.max(1, clients));
        }
    }
}
