package dev.syncline.bindings.gpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** What a batch tells the kernels and hears from them: one upload, one download. Not thread-safe. */
final class BatchTables implements AutoCloseable {
    private static final int JOB = 8; // ints of a job, as in the kernels
    private static final long FIRST_BYTES = 1 << 16;

    private final GpuRuntime runtime;
    private HostBuffer host;
    private GpuBuffer onDevice;
    private HostBuffer found;
    private GpuBuffer results;
    private int ints;

    BatchTables(GpuRuntime runtime) {
        this.runtime = runtime;
        List<Runnable> made = new ArrayList<>();
        try {
            this.host = runtime.allocateHost(FIRST_BYTES);
            made.add(host::close);
            this.onDevice = runtime.allocate(FIRST_BYTES);
            made.add(onDevice::close);
            this.found = runtime.allocateHost(FIRST_BYTES);
            made.add(found::close);
            this.results = runtime.allocate(FIRST_BYTES);
        } catch (RuntimeException e) {
            made.forEach(Runnable::run);
            throw e;
        }
    }

    /** Makes room for a batch. */
    void begin(List<Step> steps, List<Picture> fresh) {
        ints = 0;
        long points = 0;
        for (Step step : steps) {
            points += step instanceof FollowStep follow ? follow.points : 0;
        }
        long bytes = Integer.BYTES * (JOB * (long) (steps.size() + fresh.size()) + 3 * points);
        host = atLeast(bytes, host);
        onDevice = atLeast(bytes, onDevice);
        long resultBytes = Float.BYTES * FollowStep.RESULT * points;
        found = atLeast(resultBytes, found);
        results = atLeast(resultBytes, results);
    }

    /** The larger one is there before the other goes: where it cannot be had, all is as before. */
    private HostBuffer atLeast(long bytes, HostBuffer buffer) {
        if (bytes <= buffer.memory().byteSize()) {
            return buffer;
        }
        HostBuffer larger = runtime.allocateHost(Long.highestOneBit(bytes) * 2);
        buffer.close();
        return larger;
    }

    private GpuBuffer atLeast(long bytes, GpuBuffer buffer) {
        if (bytes <= buffer.bytes()) {
            return buffer;
        }
        GpuBuffer larger = runtime.allocate(Long.highestOneBit(bytes) * 2);
        buffer.close();
        return larger;
    }

    int ints() {
        return ints;
    }

    GpuBuffer device() {
        return onDevice;
    }

    GpuBuffer results() {
        return results;
    }

    private void put(int value) {
        host.memory().setAtIndex(ValueLayout.JAVA_INT, ints++, value);
    }

    void job(Picture picture, int from, int to, int map, float maxFaultPx) {
        put(picture.widthPx);
        put(picture.heightPx);
        put(picture.levels);
        put(from);
        put(to);
        put(map);
        put(Float.floatToRawIntBits(maxFaultPx));
        put(0);
    }

    int owners(List<FollowStep> steps) {
        int from = ints;
        for (int job = 0; job < steps.size(); job++) {
            for (int i = 0; i < steps.get(job).points; i++) {
                put(job);
            }
        }
        return from;
    }

    int starts(List<FollowStep> steps) {
        int from = ints;
        for (FollowStep step : steps) {
            MemorySegment.copy(
                    step.start, 0, host.memory(), ValueLayout.JAVA_FLOAT, (long) ints * Float.BYTES, 2 * step.points);
            ints += 2 * step.points;
        }
        return from;
    }

    void upload() {
        runtime.upload(host, onDevice, 0, (long) ints * Integer.BYTES);
    }

    void downloadResults(int points) {
        runtime.download(results, 0, found, (long) Float.BYTES * FollowStep.RESULT * points);
    }

    void handOut(List<FollowStep> steps) {
        long at = 0;
        for (FollowStep step : steps) {
            int floats = FollowStep.RESULT * step.points;
            MemorySegment.copy(found.memory(), ValueLayout.JAVA_FLOAT, at * Float.BYTES, step.results, 0, floats);
            at += floats;
        }
    }

    @Override
    public void close() {
        Closing.all(List.of(host::close, onDevice::close, found::close, results::close));
    }
}
