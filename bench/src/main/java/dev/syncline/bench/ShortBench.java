package dev.syncline.bench;

import dev.syncline.bindings.load.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code syncline bench}: a short selection of the benchmarks, a process for each lane and peer, in two or three
 * minutes, as a table with ratios and shares of what the machine can do.
 */
public final class ShortBench {
    private static final int TRANSFORM = 65_536;
    private static final int WINDOW = 1500;
    private static final int LOG = 600_000;

    private final PrintStream out;
    private final Path log;

    private ShortBench(PrintStream out, Path log) {
        this.out = out;
        this.log = log;
    }

    /** Runs the selection, or prints what it is. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            System.err.println("usage: syncline bench      (a short selection, two or three minutes)");
            System.err.println("       all of them: java -jar bench/target/syncline-bench.jar, see its -h");
            System.exit(args[0].equals("-h") || args[0].equals("--help") ? 0 : 2);
        }
        // What JMH and the processes print themselves; it is kept where something went wrong.
        Path log = Files.createTempFile("syncline-bench", ".log");
        try {
            new ShortBench(System.out, log).run();
        } catch (RunnerException e) {
            System.err.println("syncline: a benchmark failed: " + e.getMessage() + "; what it printed is in " + log);
            System.exit(1);
        }
        Files.delete(log);
    }

    private void run() throws RunnerException {
        out.println(Machine.line());
        out.println();
        double peak = RooflineBench.PRODUCTS / one("RooflineBench.multiplyAdd", "floats", 4096);
        double bandwidth = 4.0 * (1 << 24) / one("RooflineBench.read", "floats", 1 << 24);
        row("multiply-adds, this machine's most", peak * 1e-3, "G/s", "");
        row("reading memory, this machine's most", bandwidth * 1e-3, "GB/s", "");

        KernelBench kernel = new KernelBench();
        double crossScalar = one("KernelBench.slidingCrossScalar", "lags", kernel.lags);
        double cross = one("KernelBench.slidingCrossVector", "lags", kernel.lags);
        double share = kernel.products() / cross / peak;
        row("nine sliding products, 45 × 4096", cross, "µs", times(crossScalar / cross, "scalar") + percent(share));

        double fftScalar = one("FftBench.thereAndBackScalar", "size", TRANSFORM);
        double fft = one("FftBench.thereAndBackVector", "size", TRANSFORM);
        double peer = one("FftBench.thereAndBackJTransforms", "size", TRANSFORM);
        // 5·n·log2 n for a complex transform; half of that for a real one; two of them, two to a multiply-add.
        double additions = 2 * 2.5 * TRANSFORM * 16 / 2;
        row(
                "FFT of 65536 and back",
                fft,
                "µs",
                times(fftScalar / fft, "scalar") + times(peer / fft, "JTransforms") + percent(additions / fft / peak));

        double slide = one("SlideBench.slideFft", "window", WINDOW) * 1e3;
        double theirs = one("SlideBench.slideOpenCv", "window", WINDOW) * 1e3;
        double direct = one("SlideBench.slideDirect", "window", WINDOW) * 1e3;
        row("nine correlations, 600000 with 1500", slide * 1e-3, "ms", times(theirs / slide, "OpenCV"));
        row(
                "  the same directly",
                direct * 1e-3,
                "ms",
                times(theirs / direct, "OpenCV") + percent(9.0 * WINDOW * (LOG - WINDOW + 1) / direct / peak));

        double searchScalar = one("CorrelateBench.searchScalar", null, 0);
        double search = one("CorrelateBench.searchVector", null, 0);
        row("search of 10 min of log, 1.5 s window", search, "ms", times(searchScalar / search, "scalar"));
        out.flush();
    }

    private void row(String what, double value, String unit, String notes) {
        out.printf(Locale.ROOT, "%-40s %9.1f %-5s %s%n", what, value, unit, notes);
        out.flush();
    }

    private static String times(double ratio, String other) {
        return String.format(Locale.ROOT, "%.1f × as fast as %s  ", ratio, other);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %% of the multiply-adds", 100 * share);
    }

    /**
     * The least of a few measurements of one method, in a process of its own and its own unit of time: what else the
     * machine does can only add to it.
     */
    private double one(String method, @Nullable String parameter, int value) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include("\\." + method.replace(".", "\\.") + "$")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(200))
                .shouldFailOnError(true)
                .output(log.toString())
                .verbosity(VerboseMode.SILENT);
        if (parameter != null) {
            options.param(parameter, Integer.toString(value));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        return results.stream()
                .flatMap(r -> r.getBenchmarkResults().stream())
                .flatMap(b -> b.getIterationResults().stream())
                .mapToDouble(i -> i.getPrimaryResult().getScore())
                .min()
                .orElseThrow(() -> new RunnerException("no result from " + method));
    }
}
