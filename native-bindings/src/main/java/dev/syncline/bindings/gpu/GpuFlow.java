package dev.syncline.bindings.gpu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One device's memory and kernels, shared by many trackers. Their steps go to the device together, one set of launches for
 * all; what a step gives does not depend on what goes with it. Pictures stay on the device while there is room, those used
 * longest ago give way, and where a batch does not fit it is cut in two. Thread-safe.
 */
final class GpuFlow implements AutoCloseable {
    /** Steps that go together, at most. */
    private static final int MOST_STEPS = 64;

    private static final int TILE_WIDTH_PX = 32;
    private static final int TILE_HEIGHT_PX = 8;

    private final GpuRuntime runtime;
    private final GpuProgram program;
    private final int tileItems;
    private final int lanes;
    private final GpuBuffer memory;
    private final Arena arena;
    private final StepQueue queue = new StepQueue(this::runOnDevice, MOST_STEPS);
    private final Map<Long, ArrayDeque<HostBuffer>> spare = new HashMap<>(); // by size; guarded by itself

    // What follows is guarded by the runtime, which all flows on a device share.
    private final List<Picture> resident = new ArrayList<>();
    private final BatchTables tables;
    private long batches;
    private boolean closed;

    /** @param memoryBytes of the device, for pictures and maps */
    GpuFlow(GpuRuntime runtime, int windowPx, long memoryBytes) {
        this.runtime = runtime;
        this.lanes = runtime.lanes();
        this.tileItems = KernelText.tileItems(lanes);
        runtime.attach();
        List<Runnable> made = new ArrayList<>();
        try {
            this.program = runtime.build(KernelText.source(), KernelText.defines(windowPx, lanes));
            made.add(program::close);
            this.memory = ofAtMost(memoryBytes);
            made.add(memory::close);
            this.tables = new BatchTables(runtime);
        } catch (RuntimeException e) {
            made.forEach(Runnable::run);
            throw e;
        }
        this.arena = new Arena(memory.bytes());
    }

    /** As much as is asked for, or half, or a quarter, where the device has not so much left. */
    private GpuBuffer ofAtMost(long bytes) {
        long wanted = Math.max(1 << 20, Math.min(bytes, runtime.largestBufferBytes()));
        while (true) {
            try {
                return runtime.allocate(wanted);
            } catch (GpuMemoryException e) {
                if (wanted < 8 << 20) {
                    throw e;
                }
                wanted /= 2;
            }
        }
    }

    /** Follows points or finds corners; returns when that is done. */
    void run(Step step) {
        queue.run(step);
    }

    /** Host memory, used again when it is given back. */
    HostBuffer borrow(long bytes) {
        synchronized (spare) {
            ArrayDeque<HostBuffer> fitting = spare.get(bytes);
            HostBuffer buffer = fitting == null ? null : fitting.poll();
            if (buffer != null) {
                return buffer;
            }
        }
        return runtime.allocateHost(bytes);
    }

    /** Gives back what {@link #borrow} gave. */
    void giveBack(HostBuffer buffer) {
        synchronized (spare) {
            spare.computeIfAbsent(buffer.memory().byteSize(), _ -> new ArrayDeque<>())
                    .add(buffer);
        }
    }

    /** Takes a picture off the device for good. */
    void forget(Picture picture) {
        synchronized (runtime) {
            evict(picture);
        }
    }

    private void runOnDevice(List<Step> steps) {
        synchronized (runtime) {
            if (closed) {
                throw new IllegalStateException("the device is closed");
            }
            runtime.attach();
            inParts(steps);
        }
    }

    private void inParts(List<Step> steps) {
        try {
            together(steps);
        } catch (GpuMemoryException e) {
            if (steps.size() == 1) {
                // Its own trouble, and not that of those who came with it.
                steps.getFirst().failure = e;
                return;
            }
            inParts(steps.subList(0, steps.size() / 2));
            inParts(steps.subList(steps.size() / 2, steps.size()));
        }
    }

    private void together(List<Step> steps) {
        batches++;
        List<Picture> fresh = new ArrayList<>();
        try {
            place(steps, fresh);
            launch(steps, fresh);
        } catch (GpuException e) {
            settle(e);
            throw e;
        } finally {
            for (Step step : steps) {
                if (step instanceof CornerStep corners && corners.at >= 0) {
                    arena.giveBack(corners.at, corners.mapBytes());
                    corners.at = -1;
                }
            }
        }
    }

    /** Waits for what is under way: it reads memory that others get next. */
    private void settle(GpuException failure) {
        try {
            runtime.finish();
        } catch (GpuException e) {
            failure.addSuppressed(e);
        }
    }

    /** Finds a place for all that the steps need; notes the pictures whose pyramids must be built. */
    private void place(List<Step> steps, List<Picture> fresh) {
        for (Step step : steps) {
            for (Picture picture : step.pictures()) {
                picture.usedIn = batches;
            }
        }
        for (Step step : steps) {
            for (Picture picture : step.pictures()) {
                if (picture.at < 0) {
                    picture.at = room(picture.pyramidBytes(), picture);
                    picture.stale = true;
                    resident.add(picture);
                }
                if (picture.stale && !fresh.contains(picture)) {
                    fresh.add(picture);
                }
            }
            if (step instanceof CornerStep corners) {
                corners.at = room(corners.mapBytes(), corners.picture);
            }
        }
    }

    private int room(long bytes, Picture picture) {
        int at = arena.take(bytes);
        while (at < 0) {
            Picture oldest = null;
            for (Picture each : resident) {
                if (each.usedIn < batches && (oldest == null || each.usedIn < oldest.usedIn)) {
                    oldest = each;
                }
            }
            if (oldest == null) {
                throw new GpuMemoryException(runtime.device().id() + ": " + (arena.bytes() >> 20)
                        + " MiB of device memory are too little for pictures of " + picture.widthPx + "x"
                        + picture.heightPx + " px: allow more with --device-memory, or scale down with --height");
            }
            evict(oldest);
            at = arena.take(bytes);
        }
        return at;
    }

    private void evict(Picture picture) {
        if (picture.at >= 0) {
            arena.giveBack(picture.at, picture.pyramidBytes());
            picture.at = -1;
            resident.remove(picture);
        }
    }

    private void launch(List<Step> steps, List<Picture> fresh) {
        tables.begin(steps, fresh);
        int builds = tables.ints();
        for (Picture picture : fresh) {
            tables.job(picture, picture.at, picture.at, 0, 0);
        }
        int follows = tables.ints();
        int points = 0;
        List<FollowStep> followed = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof FollowStep follow) {
                tables.job(follow.to, follow.from.at, follow.to.at, 0, follow.maxFaultPx);
                followed.add(follow);
                points += follow.points;
            }
        }
        int cornerJobs = tables.ints();
        List<CornerStep> mapped = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof CornerStep corners) {
                tables.job(corners.picture, corners.picture.at, corners.picture.at, corners.at, 0);
                mapped.add(corners);
            }
        }
        int owners = tables.owners(followed);
        int start = tables.starts(followed);
        for (Picture picture : fresh) {
            runtime.upload(picture.pixels, memory, (long) picture.at * Arena.UNIT_BYTES, picture.bytes());
        }
        tables.upload();
        halve(fresh, builds);
        if (points > 0) {
            runtime.launch(
                    program,
                    "follow",
                    points,
                    1,
                    1,
                    lanes,
                    memory,
                    tables.device(),
                    follows,
                    owners,
                    start,
                    tables.results());
            tables.downloadResults(points);
        }
        if (!mapped.isEmpty()) {
            corners(mapped, cornerJobs);
        }
        runtime.finish();
        for (Picture picture : fresh) {
            picture.stale = false;
        }
        tables.handOut(followed);
    }

    private void halve(List<Picture> fresh, int firstJob) {
        int deepest = 0;
        int width = 0;
        int height = 0;
        for (Picture picture : fresh) {
            deepest = Math.max(deepest, picture.levels);
            width = Math.max(width, picture.widthPx);
            height = Math.max(height, picture.heightPx);
        }
        for (int level = 1; level < deepest; level++) {
            width = (width + 1) / 2;
            height = (height + 1) / 2;
            runtime.launch(
                    program,
                    "halve",
                    tiles(width, TILE_WIDTH_PX),
                    tiles(height, TILE_HEIGHT_PX),
                    fresh.size(),
                    tileItems,
                    memory,
                    tables.device(),
                    firstJob,
                    level);
        }
    }

    private void corners(List<CornerStep> mapped, int firstJob) {
        int width = 0;
        int height = 0;
        for (CornerStep corners : mapped) {
            width = Math.max(width, corners.picture.widthPx);
            height = Math.max(height, corners.picture.heightPx);
        }
        runtime.launch(
                program,
                "corners",
                tiles(width, TILE_WIDTH_PX),
                tiles(height, TILE_HEIGHT_PX),
                mapped.size(),
                tileItems,
                memory,
                memory,
                tables.device(),
                firstJob);
        for (CornerStep corners : mapped) {
            runtime.download(memory, (long) corners.at * Arena.UNIT_BYTES, corners.map, corners.mapBytes());
        }
    }

    private static int tiles(int sizePx, int tilePx) {
        return (sizePx + tilePx - 1) / tilePx;
    }

    @Override
    public void close() {
        synchronized (runtime) {
            if (closed) {
                return;
            }
            closed = true;
            List<Runnable> all =
                    new ArrayList<>(List.of(runtime::attach, tables::close, memory::close, program::close));
            synchronized (spare) {
                spare.values().forEach(buffers -> buffers.forEach(buffer -> all.add(buffer::close)));
                spare.clear();
            }
            Closing.all(all);
        }
    }
}
