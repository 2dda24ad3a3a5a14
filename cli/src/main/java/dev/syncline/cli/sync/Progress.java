package dev.syncline.cli.sync;

import dev.syncline.bindings.load.NativeFolder;
import dev.syncline.engine.api.SyncProgress;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far a command is: a bar on a terminal, lines elsewhere, nothing when quiet. */
public interface Progress extends Consumer<SyncProgress>, AutoCloseable {
    @Override
    void close();

    /** What fits where standard error goes. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to a null console where there is no terminal
    static Progress shown(boolean quiet, PrintWriter err) {
        if (quiet) {
            return new Silent();
        }
        Console console = System.console();
        return console != null && console.isTerminal() ? new Bar(System.err) : new Lines(err);
    }

    /** Nothing. */
    final class Silent implements Progress {
        @Override
        public void accept(SyncProgress progress) {}

        @Override
        public void close() {}
    }

    /** A line for each part of a stage that has few, for each quarter of one that has many. */
    final class Lines implements Progress {
        private static final int FEW = 24;
        private static final int SHARES = 4;

        private final PrintWriter err;
        private String last = "";

        Lines(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void accept(SyncProgress progress) {
            String stage = progress.stage();
            int done = progress.done();
            int total = progress.total();
            if (done >= total) {
                return;
            }
            String line = stage;
            if (total > FEW) {
                line += " " + 100 / SHARES * (int) ((long) SHARES * done / total) + "%";
            } else if (total > 1) {
                line += " " + (done + 1) + "/" + total;
            }
            if (!line.equals(last)) {
                last = line;
                err.println(line);
                err.flush();
            }
        }

        @Override
        public void close() {}
    }

    /** A bar that is redrawn in its line, one a stage. */
    final class Bar implements Progress {
        /** Given, since finding a terminal's width would bring in native code of its own. */
        private static final int WIDTH = 79;

        private final PrintStream err;
        private String current = "";
        private @Nullable ProgressBar bar;

        public Bar(PrintStream err) {
            this.err = err;
        }

        @Override
        public void accept(SyncProgress progress) {
            String stage = progress.stage();
            int done = progress.done();
            int total = progress.total();
            ProgressBar shown = bar;
            if (shown == null || !stage.equals(current)) {
                if (shown != null) {
                    // The next stage begins, so this one is done.
                    shown.stepTo(shown.getMax());
                }
                close();
                if (done >= total) {
                    return;
                }
                current = stage;
                NativeFolder.ensure();
                shown = new ProgressBarBuilder()
                        .setTaskName(stage)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(150)
                        .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                        .build();
                bar = shown;
            }
            shown.maxHint(total);
            shown.stepTo(done);
        }

        @Override
        public void close() {
            ProgressBar shown = bar;
            if (shown != null) {
                shown.close();
                bar = null;
            }
        }
    }
}
