package dev.syncline.bench;

import static org.bytedeco.cuda.global.cudart.CU_STREAM_CAPTURE_MODE_GLOBAL;
import static org.bytedeco.cuda.global.cudart.CU_STREAM_NON_BLOCKING;
import static org.bytedeco.cuda.global.cudart.cuCtxSetCurrent;
import static org.bytedeco.cuda.global.cudart.cuDeviceGet;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRelease;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRetain;
import static org.bytedeco.cuda.global.cudart.cuGraphInstantiate;
import static org.bytedeco.cuda.global.cudart.cuGraphLaunch;
import static org.bytedeco.cuda.global.cudart.cuInit;
import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cuStreamBeginCapture;
import static org.bytedeco.cuda.global.cudart.cuStreamCreate;
import static org.bytedeco.cuda.global.cudart.cuStreamEndCapture;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bytedeco.cuda.cudart.CUctx_st;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Whether a CUDA graph for each step would pay: the most that it can save is the launches. Times as many empty kernels as a
 * step launches, one by one and as a graph that is replayed.
 */
public final class DeviceLaunches {
    /** Of a step: three halvings, following, corners. */
    private static final int LAUNCHES = 5;

    private static final int ROUNDS = 5;
    private static final int STEPS = 2000;
    private static final String EMPTY_KERNEL =
            ".version 7.0\n.target sm_70\n.address_size 64\n.visible .entry nothing()\n{\n ret;\n}\n";

    private DeviceLaunches() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        check("cuInit", cuInit(0));
        int[] device = new int[1];
        check("cuDeviceGet", cuDeviceGet(device, 0));
        CUctx_st context = new CUctx_st();
        check("cuDevicePrimaryCtxRetain", cuDevicePrimaryCtxRetain(context, device[0]));
        check("cuCtxSetCurrent", cuCtxSetCurrent(context));
        CUstream_st stream = new CUstream_st();
        check("cuStreamCreate", cuStreamCreate(stream, CU_STREAM_NON_BLOCKING));
        CUmod_st module = new CUmod_st();
        CUfunc_st kernel = new CUfunc_st();
        try (BytePointer text = new BytePointer(EMPTY_KERNEL, StandardCharsets.US_ASCII);
                BytePointer name = new BytePointer("nothing", StandardCharsets.US_ASCII)) {
            check("cuModuleLoadData", cuModuleLoadData(module, text));
            check("cuModuleGetFunction", cuModuleGetFunction(kernel, module, name));
        }
        check("cuStreamBeginCapture", cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_GLOBAL));
        launches(kernel, stream);
        CUgraph_st graph = new CUgraph_st();
        check("cuStreamEndCapture", cuStreamEndCapture(stream, graph));
        CUgraphExec_st replay = new CUgraphExec_st();
        check("cuGraphInstantiate", cuGraphInstantiate(replay, graph, 0));
        double oneByOneUs = leastUs(() -> launches(kernel, stream), stream);
        double asGraphUs = leastUs(() -> check("cuGraphLaunch", cuGraphLaunch(replay, stream)), stream);
        System.out.printf(
                Locale.ROOT,
                "%d empty kernels and a wait: one by one %.1f us, as a graph %.1f us: a graph saves at most %.1f us a step%n",
                LAUNCHES,
                oneByOneUs,
                asGraphUs,
                oneByOneUs - asGraphUs);
        cuDevicePrimaryCtxRelease(device[0]);
    }

    private static double leastUs(Runnable step, CUstream_st stream) {
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            for (int i = 0; i < STEPS; i++) {
                step.run();
                check("cuStreamSynchronize", cuStreamSynchronize(stream));
            }
            least = Math.min(least, (System.nanoTime() - begin) * 1e-3 / STEPS);
        }
        return least;
    }

    private static void launches(CUfunc_st kernel, CUstream_st stream) {
        for (int i = 0; i < LAUNCHES; i++) {
            check(
                    "cuLaunchKernel",
                    cuLaunchKernel(
                            kernel, 1, 1, 1, 32, 1, 1, 0, stream, (PointerPointer<?>) null, (PointerPointer<?>) null));
        }
    }

    private static void check(String call, int result) {
        if (result != 0) {
            throw new IllegalStateException(call + " failed with CUDA's error " + result);
        }
    }
}
