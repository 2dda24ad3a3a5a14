package dev.syncline.bindings.gpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings pictures that lie on a device back to the host, scaled down on the way. Not thread-safe. */
public final class LumaScaler implements AutoCloseable {
    private static final int GROUP_PX = 256;

    private final GpuRuntime runtime;
    private final GpuProgram program;
    private final int items;
    private @Nullable Sizes sizes;

    /** @param runtime stays the caller's */
    public LumaScaler(GpuRuntime runtime) {
        this.runtime = runtime;
        runtime.attach();
        // Windows are no concern of the scaler's; with the trackers' own the compiled kernels are the same.
        this.program = runtime.build(KernelText.source(), KernelText.defines(21, runtime.lanes()));
        this.items = KernelText.tileItems(runtime.lanes());
    }

    /**
     * Scales one picture.
     *
     * @param luma rows {@code pitchBytes} apart
     * @param bytes of a pixel: 1, or 2 with the value in the high bits
     * @return byte[outWidth * outHeight]
     */
    public byte[] scale(
            GpuBuffer luma, int pitchBytes, int bytes, int widthPx, int heightPx, int outWidthPx, int outHeightPx) {
        runtime.attach();
        Sizes now = sizes;
        if (now == null || !now.fit(widthPx, heightPx, outWidthPx, outHeightPx)) {
            if (now != null) {
                sizes = null;
                now.close();
            }
            now = new Sizes(runtime, widthPx, heightPx, outWidthPx, outHeightPx);
            sizes = now;
        }
        int groups = (outWidthPx + GROUP_PX - 1) / GROUP_PX;
        runtime.launch(
                program,
                "scale_rows",
                groups,
                heightPx,
                1,
                items,
                luma,
                pitchBytes,
                bytes,
                widthPx,
                now.rows,
                outWidthPx,
                now.across.first,
                now.across.weights,
                now.across.taps);
        runtime.launch(
                program,
                "scale_columns",
                groups,
                outHeightPx,
                1,
                items,
                now.rows,
                outWidthPx,
                heightPx,
                now.out,
                now.down.first,
                now.down.weights,
                now.down.taps);
        int length = outWidthPx * outHeightPx;
        runtime.download(now.out, 0, now.host, length);
        runtime.finish();
        byte[] scaled = new byte[length];
        MemorySegment.copy(now.host.memory(), ValueLayout.JAVA_BYTE, 0, scaled, 0, length);
        return scaled;
    }

    @Override
    public void close() {
        List<Runnable> all = new ArrayList<>(List.of(runtime::attach));
        if (sizes != null) {
            all.add(sizes::close);
            sizes = null;
        }
        all.add(program::close);
        Closing.all(all);
    }

    /** Memory and weights for one pair of sizes. */
    private static final class Sizes implements AutoCloseable {
        final int widthPx;
        final int heightPx;
        final int outWidthPx;
        final int outHeightPx;
        final Taps across;
        final Taps down;
        final GpuBuffer rows;
        final GpuBuffer out;
        final HostBuffer host;

        Sizes(GpuRuntime runtime, int widthPx, int heightPx, int outWidthPx, int outHeightPx) {
            this.widthPx = widthPx;
            this.heightPx = heightPx;
            this.outWidthPx = outWidthPx;
            this.outHeightPx = outHeightPx;
            List<Runnable> made = new ArrayList<>();
            try {
                this.across = new Taps(runtime, ScaleTaps.of(widthPx, outWidthPx));
                made.add(across::close);
                this.down = new Taps(runtime, ScaleTaps.of(heightPx, outHeightPx));
                made.add(down::close);
                this.rows = runtime.allocate((long) Float.BYTES * outWidthPx * heightPx);
                made.add(rows::close);
                this.out = runtime.allocate((long) outWidthPx * outHeightPx);
                made.add(out::close);
                this.host = runtime.allocateHost((long) outWidthPx * outHeightPx);
            } catch (RuntimeException e) {
                made.forEach(Runnable::run);
                throw e;
            }
        }

        boolean fit(int width, int height, int outWidth, int outHeight) {
            return width == widthPx && height == heightPx && outWidth == outWidthPx && outHeight == outHeightPx;
        }

        @Override
        public void close() {
            Closing.all(List.of(across::close, down::close, rows::close, out::close, host::close));
        }
    }

    /** Weights on the device. */
    private static final class Taps implements AutoCloseable {
        final int taps;
        final GpuBuffer first;
        final GpuBuffer weights;

        Taps(GpuRuntime runtime, ScaleTaps from) {
            this.taps = from.taps();
            List<Runnable> made = new ArrayList<>();
            try {
                this.first = runtime.allocate(4L * from.first().length);
                made.add(first::close);
                this.weights = runtime.allocate(4L * from.weights().length);
                made.add(weights::close);
                fill(runtime, from);
            } catch (RuntimeException e) {
                made.forEach(Runnable::run);
                throw e;
            }
        }

        private void fill(GpuRuntime runtime, ScaleTaps from) {
            try (HostBuffer host = runtime.allocateHost(Math.max(first.bytes(), weights.bytes()))) {
                MemorySegment.copy(from.first(), 0, host.memory(), ValueLayout.JAVA_INT, 0, from.first().length);
                runtime.upload(host, first, 0, first.bytes());
                runtime.finish();
                MemorySegment.copy(from.weights(), 0, host.memory(), ValueLayout.JAVA_FLOAT, 0, from.weights().length);
                runtime.upload(host, weights, 0, weights.bytes());
                runtime.finish();
            }
        }

        @Override
        public void close() {
            first.close();
            weights.close();
        }
    }
}
