package dev.syncline.cli.worker;

import dev.syncline.cli.console.ErrorLine;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.ClipSync;
import dev.syncline.cli.sync.OptionHints;
import dev.syncline.cli.sync.SyncCommand;
import dev.syncline.cli.sync.SyncConverters;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.SyncProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs a number of jobs at once and says how each ended, in the order in which they end. Thread-safe. */
final class JobQueue {
    /** Most jobs that wait. A caller that sends more is told so for each. */
    static final int MOST_WAITING = 10_000;

    /** A job that waits or runs. */
    private static final class Job {
        final WorkerRequest.Sync request;

        @Nullable
        Thread runner;

        boolean cancelled;

        Job(WorkerRequest.Sync request) {
            this.request = request;
        }
    }

    private final ClipSync clipSync;
    private final WorkerEvents events;
    private final boolean showProgress;
    private final int jobsAtOnce;
    private final ExecutorService threads;
    private final Map<String, Job> known = new LinkedHashMap<>();
    private boolean draining;

    JobQueue(ClipSync clipSync, WorkerEvents events, int jobsAtOnce, boolean showProgress) {
        this.clipSync = new AgainOnProcessor(clipSync);
        this.events = events;
        this.jobsAtOnce = jobsAtOnce;
        this.showProgress = showProgress;
        this.threads = Executors.newFixedThreadPool(jobsAtOnce);
    }

    /**
     * Takes a job.
     *
     * @throws IllegalArgumentException when it cannot be taken; the message says why
     */
    synchronized void add(WorkerRequest.Sync request) {
        if (draining) {
            throw new IllegalArgumentException("job " + request.id() + ": this worker is ending and takes no more");
        }
        if (known.size() >= MOST_WAITING + jobsAtOnce) {
            throw new IllegalArgumentException("job " + request.id() + ": " + MOST_WAITING
                    + " jobs wait already; send it again when some are done");
        }
        Job job = new Job(request);
        if (known.putIfAbsent(request.id(), job) != null) {
            throw new IllegalArgumentException("job " + request.id() + ": a job of this id waits or runs already");
        }
        threads.execute(() -> run(job));
    }

    /**
     * Stops a job; its answer says so.
     *
     * @throws IllegalArgumentException when there is none of this id
     */
    synchronized void cancel(String id) {
        Job job = known.get(id);
        if (job == null) {
            throw new IllegalArgumentException("cancel: no job " + id + " waits or runs");
        }
        job.cancelled = true;
        if (job.runner != null) {
            job.runner.interrupt();
        }
    }

    /** Waits until every job has ended. */
    void finish() throws InterruptedException {
        threads.shutdown();
        threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    /** Lets the jobs that run end and begins no other. */
    void drain() {
        synchronized (this) {
            draining = true;
        }
        try {
            finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Job job) {
        String id = job.request.id();
        synchronized (this) {
            if (job.cancelled || draining) {
                known.remove(id);
            } else {
                job.runner = Thread.currentThread();
            }
        }
        if (job.runner == null) {
            if (job.cancelled) {
                events.unbegun(id, WorkerEvents.Ending.CANCELLED, "cancelled before it began");
            } else {
                events.unbegun(id, WorkerEvents.Ending.NOT_STARTED, "the worker was told to end; send it to another");
            }
            return;
        }
        Sight sight = new Sight(id);
        StringWriter err = new StringWriter();
        long wallNs = System.nanoTime();
        long cpuNs = cpuNs();
        int exitCode = sync(job.request, sight, err);
        wallNs = System.nanoTime() - wallNs;
        cpuNs = cpuNs() - cpuNs;
        boolean cancelled;
        synchronized (this) {
            job.runner = null;
            known.remove(id);
            Thread.interrupted();
            cancelled = job.cancelled;
        }
        SyncOutcome outcome = exitCode == ExitCode.DONE || exitCode == ExitCode.REFUSED ? sight.outcome : null;
        events.done(
                id,
                ending(exitCode, cancelled),
                exitCode,
                outcome,
                messages(err.toString()),
                wallNs * 1e-9,
                jobsAtOnce == 1 ? cpuNs * 1e-9 : Double.NaN);
    }

    private static WorkerEvents.Ending ending(int exitCode, boolean cancelled) {
        return switch (exitCode) {
            case ExitCode.DONE -> WorkerEvents.Ending.SYNCED;
            case ExitCode.REFUSED -> WorkerEvents.Ending.REFUSED;
            case ExitCode.WRONG_USAGE -> WorkerEvents.Ending.WRONG_USAGE;
            default -> cancelled ? WorkerEvents.Ending.CANCELLED : WorkerEvents.Ending.FAILED;
        };
    }

    private int sync(WorkerRequest.Sync request, Sight sight, StringWriter err) {
        ErrorLine errors = new ErrorLine(() -> false);
        CommandLine command = new CommandLine(new SyncCommand(sight, 1));
        SyncConverters.register(command);
        PrintWriter said = new PrintWriter(err, true);
        command.setOut(new PrintWriter(new StringWriter()))
                .setErr(said)
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors);
        // In front: behind a lone "--" nothing is an option.
        List<String> args = new ArrayList<>(List.of("--quiet"));
        if (request.args().stream().noneMatch(word -> word.equals("--threads") || word.startsWith("--threads="))) {
            args.add("--threads=" + Math.max(1, Runtime.getRuntime().availableProcessors() / jobsAtOnce));
        }
        args.addAll(request.args());
        try {
            return command.execute(args.toArray(String[]::new));
        } catch (Error e) {
            return errors.report(e, said);
        }
    }

    private static List<String> messages(String err) {
        return err.lines()
                .map(line -> line.startsWith("syncline: ") ? line.substring("syncline: ".length()) : line)
                .toList();
    }

    private static long cpuNs() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** Sees what a sync found on its way to the files. */
    private final class Sight implements ClipSync {
        private final String id;

        @Nullable
        SyncOutcome outcome;

        Sight(String id) {
            this.id = id;
        }

        @Override
        public SyncOutcome sync(dev.syncline.cli.sync.SyncJob job, Consumer<SyncProgress> progress)
                throws java.io.IOException, InterruptedException {
            SyncOutcome found = clipSync.sync(job, showProgress ? step -> events.progress(id, step) : progress);
            outcome = OptionHints.added(found, job.options());
            return found;
        }
    }
}
