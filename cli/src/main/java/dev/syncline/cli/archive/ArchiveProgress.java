package dev.syncline.cli.archive;

import dev.syncline.bindings.load.NativeFolder;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far an archive run is: a bar on a terminal, a line a clip elsewhere. One thread at a time. */
final class ArchiveProgress implements AutoCloseable {
    private static final int WIDTH = 100;

    private final int total;
    private final PrintWriter err;
    private final boolean quiet;
    private final @Nullable ProgressBar bar;
    private final ArchiveCounts counts = new ArchiveCounts();
    private final long startNs = System.nanoTime();

    @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to a null console where there is no terminal
    ArchiveProgress(int total, boolean quiet, PrintWriter err) {
        this.total = total;
        this.err = err;
        this.quiet = quiet;
        Console console = System.console();
        if (quiet || console == null || !console.isTerminal()) {
            bar = null;
            return;
        }
        NativeFolder.ensure();
        bar = new ProgressBarBuilder()
                .setTaskName("clips")
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                .build();
    }

    void done(ClipRow row) {
        counts.add(row);
        if (bar != null) {
            bar.stepTo(counts.clips());
            bar.setExtraMessage(String.format(
                    Locale.ROOT,
                    "%.1f h, %d refused, %d failed",
                    counts.footageHours(),
                    counts.refused(),
                    counts.failed()));
        } else if (!quiet) {
            double elapsedS = (System.nanoTime() - startNs) * 1e-9;
            long leftS = Math.round(elapsedS / counts.clips() * (total - counts.clips()));
            err.printf(
                    Locale.ROOT,
                    "%d/%d %s %s%s (%.2f h of footage, about %d:%02d:%02d left)%n",
                    counts.clips(),
                    total,
                    row.status(),
                    row.clip(),
                    row.reason() == null ? "" : ": " + row.reason(),
                    counts.footageHours(),
                    leftS / 3600,
                    leftS / 60 % 60,
                    leftS % 60);
            err.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
