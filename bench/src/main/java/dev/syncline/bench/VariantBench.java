package dev.syncline.bench;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.lens.LensProfileReader;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.flow.KeptClip;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.pipeline.ProgressListener;
import dev.syncline.engine.sync.pipeline.SyncPipeline;
import dev.syncline.engine.sync.pipeline.SyncRequest;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What becomes of the error bars when something stated is wrong: clips of known truth, each decoded and followed once, are
 * synced with the readout stated too short, too long or reversed, with one axis of the log negated, and with the logs of
 * others, as they are, reversed in time, stretched and mirrored: none of those may be accepted. Not a speed benchmark.
 */
public final class VariantBench {
    /** Shares of the true readout that are stated; below 0 the lines run the other way. */
    private static final double[] READOUTS = {1, 0, 0.5, 0.8, 1.2, 1.5, -1};

    /** Whose logs are tried: so many clips on. Every seventh has the same style of motion. */
    private static final int[] OTHERS = {1, 3, 7, 14, 20};

    private final PrintStream out;
    private final Map<String, Tally> tallies = new TreeMap<>();
    private List<Path> truths = List.of();

    private static final class Tally {
        private final List<Double> errorsMs = new ArrayList<>();
        private final List<Double> deviations = new ArrayList<>();
        private final List<Double> sigmasMs = new ArrayList<>();
        private int synced;
        private int refused;
        private int wrong;
    }

    private VariantBench(PrintStream out) {
        this.out = out;
    }

    /** Arguments: a folder of clips as {@code syncline render} makes them, {@code readout}, {@code mirror} or {@code foreign}, names of clips. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException("usage: VariantBench FOLDER plain|readout|mirror|foreign [CLIP...]");
        }
        VariantBench bench = new VariantBench(System.out);
        List<String> only = List.of(args).subList(2, args.length);
        List<Path> truths;
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            truths = files.filter(f -> f.toString().endsWith(".truth.json"))
                    .sorted()
                    .toList();
        }
        bench.truths = truths;
        for (Path truth : truths) {
            String name = truth.getFileName().toString().replace(".truth.json", "");
            if (only.isEmpty() || only.stream().anyMatch(name::startsWith)) {
                bench.clip(truth, name, args[1]);
            }
        }
        bench.summary();
    }

    private void clip(Path file, String name, String kind) throws IOException {
        JsonNode truth = JsonMapper.shared().readTree(Files.readAllBytes(file));
        if (truth.path("should_refuse").asBoolean()) {
            return;
        }
        Path folder = file.resolveSibling(name);
        MotionLog log = TelemetryReaders.open(Path.of(folder + ".gcsv"));
        LensProfile lens = LensProfileReader.read(Path.of(folder + ".lens.json"));
        try (KeptClip kept = ChosenFlow.kept(Path.of(folder + ".mp4"))) {
            switch (kind) {
                case "plain" -> sync(kept, log, lens, truth, name, "plain");
                case "readout" -> readouts(kept, log, lens, truth, name);
                case "mirror" -> {
                    for (int axis = 0; axis < 3; axis++) {
                        sync(kept, mirrored(log, axis), lens, truth, name, "axis " + axis + " negated");
                    }
                }
                case "foreign" -> foreign(kept, lens, truth, file, name);
                default -> throw new IllegalArgumentException("no such kind of variant: " + kind);
            }
        }
    }

    private void readouts(KeptClip kept, MotionLog log, LensProfile lens, JsonNode truth, String name)
            throws IOException {
        RollingShutter is = lens.shutter();
        if (is == null || is.readoutS() == 0) {
            return;
        }
        MotionLog silent = new MotionLog(
                log.name(),
                log.format(),
                log.gyro(),
                log.orientation(),
                log.orientationDeclared(),
                null,
                log.gyroflowZeroNs(),
                log.saturated(),
                log.warnings());
        for (double share : READOUTS) {
            ReadoutDirection way = share < 0 ? reversed(is.direction()) : is.direction();
            RollingShutter said = new RollingShutter(Math.abs(share) * is.readoutS(), way);
            LensProfile stated = new LensProfile(lens.name(), lens.camera(), said, lens.assumed());
            sync(kept, silent, stated, truth, name, String.format(Locale.ROOT, "readout x %4.1f", share));
        }
    }

    private void foreign(KeptClip kept, LensProfile lens, JsonNode truth, Path file, String name) throws IOException {
        for (int further : OTHERS) {
            String whose = truths.get((truths.indexOf(file) + further) % truths.size())
                    .toString()
                    .replace(".truth.json", ".gcsv");
            MotionLog log = TelemetryReaders.open(Path.of(whose));
            sync(kept, log, lens, truth, name, "foreign");
            sync(kept, log.withGyro(reversed(log.gyro())), lens, truth, name, "reversed");
            sync(kept, log.withGyro(stretched(log.gyro(), 1.005)), lens, truth, name, "stretched 0.5%");
            sync(kept, log.withGyro(stretched(log.gyro(), 1.01)), lens, truth, name, "stretched 1%");
            sync(kept, mirrored(log, further % 3), lens, truth, name, "mirrored");
        }
    }

    /** The same rates, the last first. */
    private static GyroTrack reversed(GyroTrack log) {
        int n = log.size();
        long[] times = new long[n];
        float[][] rates = new float[3][n];
        for (int i = 0; i < n; i++) {
            int from = n - 1 - i;
            times[i] = log.startNs() + log.endNs() - log.timeNs(from);
            rates[0][i] = log.x(from);
            rates[1][i] = log.y(from);
            rates[2][i] = log.z(from);
        }
        return new GyroTrack(times, rates[0], rates[1], rates[2]);
    }

    private static GyroTrack stretched(GyroTrack log, double factor) {
        int n = log.size();
        long[] times = new long[n];
        float[][] rates = new float[3][n];
        for (int i = 0; i < n; i++) {
            times[i] = log.startNs() + Math.round(factor * (double) (log.timeNs(i) - log.startNs()));
            rates[0][i] = log.x(i);
            rates[1][i] = log.y(i);
            rates[2][i] = log.z(i);
        }
        return new GyroTrack(times, rates[0], rates[1], rates[2]);
    }

    private static ReadoutDirection reversed(ReadoutDirection way) {
        return switch (way) {
            case TOP_TO_BOTTOM -> ReadoutDirection.BOTTOM_TO_TOP;
            case BOTTOM_TO_TOP -> ReadoutDirection.TOP_TO_BOTTOM;
            case LEFT_TO_RIGHT -> ReadoutDirection.RIGHT_TO_LEFT;
            case RIGHT_TO_LEFT -> ReadoutDirection.LEFT_TO_RIGHT;
        };
    }

    /** A log that says of itself what it said before, with one axis negated. */
    private static MotionLog mirrored(MotionLog log, int axis) {
        return new MotionLog(
                log.name(),
                log.format(),
                log.gyro().negating(axis),
                log.orientation(),
                log.orientationDeclared(),
                log.shutter(),
                log.gyroflowZeroNs(),
                log.saturated(),
                log.warnings());
    }

    private void sync(KeptClip kept, MotionLog log, LensProfile lens, JsonNode truth, String name, String variant)
            throws IOException {
        SyncResult result =
                new SyncPipeline(kept, ProgressListener.NONE, "bench").run(kept, log, lens, SyncRequest.DEFAULT);
        Tally tally = tallies.computeIfAbsent(variant, v -> new Tally());
        if (result.status() == SyncResult.Status.REFUSED) {
            tally.refused++;
        } else {
            tally.synced++;
        }
        StringBuilder line = new StringBuilder();
        for (SyncPoint p : result.points()) {
            double error = (p.offsetNs() - truthNs(truth, p.videoNs())) * 1e-6;
            double sigma = p.sigmaNs() * 1e-6;
            line.append(String.format(Locale.ROOT, "  %+.3f ± %.3f%s", error, sigma, mark(p.quality())));
            if (p.quality() == Quality.GOOD) {
                tally.errorsMs.add(Math.abs(error));
                tally.sigmasMs.add(sigma);
                tally.deviations.add(Math.abs(error) / sigma);
                tally.wrong += Math.abs(error) > 3 * sigma ? 1 : 0;
                line.append(Math.abs(error) > 3 * sigma ? " !!" : "");
            }
        }
        out.printf(
                Locale.ROOT,
                "%-20s %-15s %-8s%s  readout %.2f ± %.2f (%.2f), focal %.3f ± %.3f, tilt %.1f  %s%n",
                name,
                variant,
                result.status().word(),
                line,
                result.estimates().readoutMs(),
                result.estimates().readoutSigmaMs(),
                truth.path("readout_ms").asDouble(),
                result.estimates().focalScale(),
                result.estimates().focalScaleSigma(),
                result.mounting().residualDeg(),
                words(result));
    }

    private static String mark(Quality quality) {
        return switch (quality) {
            case GOOD -> "";
            case DOUBTFUL -> "?";
            case BAD -> "x";
        };
    }

    private static String words(SyncResult result) {
        String why = result.refusal() == null ? "" : "[" + result.refusal().text() + "] ";
        return why + result.warnings().stream().map(Warning::text).collect(Collectors.joining(" | "));
    }

    private static double truthNs(JsonNode truth, long videoNs) {
        double videoS = videoNs * 1e-9;
        double stretch = 1 + truth.path("drift_ppm").asDouble() * 1e-6;
        return 1e9 * (videoS - (videoS - truth.path("offset_at_log_zero_s").asDouble()) / stretch);
    }

    private void summary() {
        out.println();
        tallies.forEach((variant, t) -> {
            int n = t.errorsMs.size();
            Collections.sort(t.errorsMs);
            Collections.sort(t.sigmasMs);
            out.printf(
                    Locale.ROOT,
                    "%-16s synced %d, refused %d; points %d, median %.4f ms, 95%% %.3f, median sigma %.4f,"
                            + " within 1 sigma %.3f, 3 sigma %.4f, beyond %d%n",
                    variant,
                    t.synced,
                    t.refused,
                    n,
                    n == 0 ? Double.NaN : t.errorsMs.get(n / 2),
                    n == 0 ? Double.NaN : t.errorsMs.get((int) (0.95 * n)),
                    n == 0 ? Double.NaN : t.sigmasMs.get(n / 2),
                    share(t, 1),
                    share(t, 3),
                    t.wrong);
        });
    }

    private static double share(Tally t, double most) {
        return t.deviations.stream().filter(z -> z <= most).count() / (double) Math.max(1, t.deviations.size());
    }
}
