package dev.syncline.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.syncline.bindings.load.Machine;
import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.TrackBand;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a target for the error bar saves: clips of known truth (NAME.mp4, .gcsv, .lens.json, .truth.json) are synced with
 * default options and with the target, in turn, in one warm process on one thread. Prints processor time, errors and how
 * often they lie within one and three error bars.
 */
public final class PrecisionBench {
    private static final int ROUNDS = Integer.getInteger("syncline.bench.rounds", 3);

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final PrintStream out;
    private final double targetMs;
    private final Tally usual = new Tally();
    private final Tally targeted = new Tally();
    private double usualReachedS;
    private double targetedReachedS;
    private int reached;

    private static final class Tally {
        private final List<Double> pointZ = new ArrayList<>();
        private final List<Double> middleZ = new ArrayList<>();
        private final List<Double> middleErrorMs = new ArrayList<>();
        private double cpuS;
        private int synced;
        private int refused;
        private int wrong;

        private String line() {
            middleErrorMs.sort(Double::compare);
            int n = middleErrorMs.size();
            return String.format(
                    Locale.ROOT,
                    "synced %d, refused %d, not refused that should be %d, cpu %.2f s; error at the middle: median %.4f ms,"
                            + " largest %.4f; points within 1 sigma %.3f, 3 sigma %.4f of %d; middles %.3f, %.4f",
                    synced,
                    refused,
                    wrong,
                    cpuS,
                    n == 0 ? Double.NaN : middleErrorMs.get(n / 2),
                    n == 0 ? Double.NaN : middleErrorMs.get(n - 1),
                    share(pointZ, 1),
                    share(pointZ, 3),
                    pointZ.size(),
                    share(middleZ, 1),
                    share(middleZ, 3));
        }

        private static double share(List<Double> z, double limit) {
            return z.stream().filter(each -> each <= limit).count() / (double) z.size();
        }
    }

    private PrecisionBench(PrintStream out, double targetMs) {
        this.out = out;
        this.targetMs = targetMs;
    }

    /** Arguments: the target in ms, then folders of clips; {@code -Dsyncline.bench.clips=a,b} for some of them. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 2) {
            throw new IllegalArgumentException("usage: PrecisionBench TARGET_MS FOLDER...");
        }
        String only = System.getProperty("syncline.bench.clips", "");
        PrecisionBench bench = new PrecisionBench(System.out, Double.parseDouble(args[0]));
        System.out.println(Machine.line());
        for (String folder : List.of(args).subList(1, args.length)) {
            List<Path> truths;
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                truths = files.filter(f -> f.toString().endsWith(".truth.json"))
                        .sorted()
                        .toList();
            }
            for (Path truth : truths) {
                String name = truth.getFileName().toString().replace(".truth.json", "");
                if (only.isEmpty() || Arrays.stream(only.split(",")).anyMatch(name::startsWith)) {
                    bench.clip(truth, name);
                }
            }
        }
        bench.summary();
    }

    private void clip(Path file, String name) throws IOException, InterruptedException {
        JsonNode truth = JsonMapper.shared().readTree(Files.readAllBytes(file));
        SyncOptions options = SyncOptions.defaults();
        SyncOptions precise = options.precision(Duration.ofNanos(Math.round(targetMs * 1e6)));
        sync(file, name, options);
        sync(file, name, precise);
        double[] a = new double[ROUNDS];
        double[] b = new double[ROUNDS];
        SyncResult one = null;
        SyncResult two = null;
        for (int i = 0; i < ROUNDS; i++) {
            double begin = cpuS();
            one = sync(file, name, options);
            double between = cpuS();
            two = sync(file, name, precise);
            a[i] = between - begin;
            b[i] = cpuS() - between;
        }
        if (one == null || two == null) {
            throw new IllegalStateException("no round was run");
        }
        Arrays.sort(a);
        Arrays.sort(b);
        double usualS = a[ROUNDS / 2];
        double targetedS = b[ROUNDS / 2];
        String first = score(usual, truth, one, usualS);
        String second = score(targeted, truth, two, targetedS);
        boolean met = two.status() == SyncResult.Status.SYNCED
                && TrackBand.sigmaNsAt(two, two.inputs().durationNs() / 2) * 1e-6 <= targetMs;
        if (met) {
            reached++;
            usualReachedS += usualS;
            targetedReachedS += targetedS;
        }
        out.printf(
                Locale.ROOT,
                "%-20s %5.2f s -> %5.2f s (%4.2f x) %s | %s | %s%n",
                name,
                usualS,
                targetedS,
                usualS / targetedS,
                met ? "reached" : "-      ",
                first,
                second);
    }

    private static SyncResult sync(Path truth, String name, SyncOptions options)
            throws IOException, InterruptedException {
        ClipInput input = ClipInput.of(truth.resolveSibling(name + ".mp4"))
                .log(truth.resolveSibling(name + ".gcsv"))
                .lens(truth.resolveSibling(name + ".lens.json"));
        try (Syncline syncline = Syncline.create(1);
                Clip clip = syncline.open(input)) {
            return clip.sync(options.tracker(ChosenFlow.id())).result();
        }
    }

    private static String score(Tally tally, JsonNode truth, SyncResult result, double cpuS) {
        tally.cpuS += cpuS;
        boolean shouldRefuse = truth.path("should_refuse").asBoolean();
        if (result.status() == SyncResult.Status.REFUSED) {
            tally.refused++;
            return shouldRefuse ? "rightly refused" : "refused";
        }
        tally.synced++;
        if (shouldRefuse) {
            tally.wrong++;
            return "SHOULD REFUSE";
        }
        int good = 0;
        for (SyncPoint p : result.points()) {
            if (p.quality() == Quality.GOOD) {
                good++;
                tally.pointZ.add(Math.abs(p.offsetNs() - trueNs(truth, p.videoNs())) / p.sigmaNs());
            }
        }
        long middleNs = result.inputs().durationNs() / 2;
        double errorMs = (result.timeline().track().offsetNsAt(middleNs) - trueNs(truth, middleNs)) * 1e-6;
        double sigmaMs = TrackBand.sigmaNsAt(result, middleNs) * 1e-6;
        double endMs = TrackBand.sigmaNsAt(result, 0) * 1e-6;
        tally.middleErrorMs.add(Math.abs(errorMs));
        tally.middleZ.add(Math.abs(errorMs) / sigmaMs);
        return String.format(Locale.ROOT, "%2d pts %+.4f ± %.4f (start %.3f)", good, errorMs, sigmaMs, endMs);
    }

    /** The true offset, straight between the times that are listed, ns. */
    private static double trueNs(JsonNode truth, long videoNs) {
        JsonNode list = truth.path("offset_at_video_s");
        double s = videoNs * 1e-9;
        for (int i = 1; i < list.size(); i++) {
            double t0 = list.get(i - 1).get(0).asDouble();
            double t1 = list.get(i).get(0).asDouble();
            if (s <= t1 || i == list.size() - 1) {
                double o0 = list.get(i - 1).get(1).asDouble();
                double o1 = list.get(i).get(1).asDouble();
                return (o0 + (o1 - o0) * (s - t0) / (t1 - t0)) * 1e9;
            }
        }
        throw new IllegalArgumentException("the truth lists fewer than two offsets");
    }

    private void summary() {
        out.printf("default: %s%n", usual.line());
        out.printf("target:  %s%n", targeted.line());
        out.printf(
                Locale.ROOT,
                "%d clips reach %.3f ms: %.2f s -> %.2f s, %.2f x; all clips %.2f x%n",
                reached,
                targetMs,
                usualReachedS,
                targetedReachedS,
                usualReachedS / targetedReachedS,
                usual.cpuS / targeted.cpuS);
    }

    private static double cpuS() {
        return SYSTEM.getProcessCpuTime() * 1e-9;
    }
}
