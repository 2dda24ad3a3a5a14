package dev.syncline.bindings.cuda;

import static org.bytedeco.cuda.global.cudart.CUDA_SUCCESS;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cuModuleUnload;
import static org.bytedeco.cuda.global.nvrtc.NVRTC_SUCCESS;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCompileProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCreateProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcDestroyProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBIN;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBINSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetErrorString;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLog;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLogSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcVersion;

import dev.syncline.bindings.gpu.GpuException;
import dev.syncline.bindings.gpu.GpuProgram;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.engine.sync.flow.FlowDevice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Kernels that NVRTC compiled for one device, in its machine code: no newer driver is needed than the compiler is. */
final class CudaProgram implements GpuProgram {
    private static final int MOST_BYTES = 16 << 20;

    private final FlowDevice device;
    private final CUmod_st module;
    private final Map<String, CUfunc_st> kernels = new HashMap<>();

    private CudaProgram(FlowDevice device, CUmod_st module) {
        this.device = device;
        this.module = module;
    }

    /** @param capability ten times the compute capability */
    static CudaProgram build(
            FlowDevice device, int capability, String source, List<String> defines, KernelCache cache) {
        List<String> options = new ArrayList<>();
        options.add("--gpu-architecture=sm_" + capability);
        // Sums are contracted where the source says so, and nowhere else: the same as on every other device.
        options.add("--fmad=false");
        defines.forEach(define -> options.add("-D" + define));
        int[] major = new int[1];
        int[] minor = new int[1];
        nvrtcVersion(major, minor);
        String key = KernelCache.key(List.of(
                source,
                String.join(" ", options),
                device.name(),
                device.driver(),
                "nvrtc " + major[0] + "." + minor[0]));
        byte[] kept = cache.find(key);
        if (kept != null) {
            CUmod_st module = new CUmod_st();
            if (load(module, kept) == CUDA_SUCCESS) {
                return new CudaProgram(device, module);
            }
            cache.forget(key);
        }
        byte[] compiled = compile(device, source, options);
        CUmod_st module = new CUmod_st();
        CudaLibrary.check(device.id(), "cuModuleLoadData", load(module, compiled));
        cache.keep(key, compiled);
        return new CudaProgram(device, module);
    }

    private static int load(CUmod_st module, byte[] cubin) {
        try (BytePointer bytes = new BytePointer(cubin)) {
            return cuModuleLoadData(module, bytes);
        }
    }

    private static byte[] compile(FlowDevice device, String source, List<String> options) {
        _nvrtcProgram program = new _nvrtcProgram();
        try (BytePointer text = new BytePointer(source, StandardCharsets.US_ASCII);
                BytePointer name = new BytePointer("syncline.cu", StandardCharsets.US_ASCII);
                PointerPointer<BytePointer> words = new PointerPointer<>(options.size())) {
            check(device, nvrtcCreateProgram(program, text, name, 0, (PointerPointer<?>) null, (PointerPointer<?>)
                    null));
            List<BytePointer> kept = new ArrayList<>();
            for (int i = 0; i < options.size(); i++) {
                kept.add(new BytePointer(options.get(i), StandardCharsets.US_ASCII));
                words.put(i, kept.get(i));
            }
            int result = nvrtcCompileProgram(program, options.size(), words);
            kept.forEach(BytePointer::close);
            if (result != NVRTC_SUCCESS) {
                throw refused(device, options, result, log(program));
            }
            return machineCode(device, program);
        } finally {
            nvrtcDestroyProgram(program);
        }
    }

    private static byte[] machineCode(FlowDevice device, _nvrtcProgram program) {
        try (SizeTPointer size = new SizeTPointer(1)) {
            check(device, nvrtcGetCUBINSize(program, size));
            if (size.get() <= 0 || size.get() > MOST_BYTES) {
                throw new GpuException(device.id() + ": NVRTC made kernels of " + size.get() + " bytes, expected up to "
                        + MOST_BYTES + ": reinstall CUDA's NVRTC, or use --device cpu");
            }
            byte[] code = new byte[(int) size.get()];
            check(device, nvrtcGetCUBIN(program, code));
            return code;
        }
    }

    private static void check(FlowDevice device, int result) {
        if (result != NVRTC_SUCCESS) {
            throw refused(device, List.of(), result, "");
        }
    }

    private static GpuException refused(FlowDevice device, List<String> options, int result, String log) {
        String error = nvrtcGetErrorString(result).getString();
        return new GpuException(
                device.id() + ": NVRTC cannot compile the kernels (" + error
                        + "): run again with --debug for its log, or use --device cpu",
                new IllegalStateException(String.join(" ", options) + "\n" + log));
    }

    private static String log(_nvrtcProgram program) {
        try (SizeTPointer size = new SizeTPointer(1)) {
            if (nvrtcGetProgramLogSize(program, size) != NVRTC_SUCCESS || size.get() <= 1 || size.get() > MOST_BYTES) {
                return "(no log)";
            }
            byte[] text = new byte[(int) size.get()];
            nvrtcGetProgramLog(program, text);
            return new String(text, 0, text.length - 1, StandardCharsets.UTF_8);
        }
    }

    CUfunc_st kernel(String name) {
        return kernels.computeIfAbsent(name, wanted -> {
            CUfunc_st made = new CUfunc_st();
            try (BytePointer text = new BytePointer(wanted, StandardCharsets.US_ASCII)) {
                CudaLibrary.check(
                        device.id(), "cuModuleGetFunction " + wanted, cuModuleGetFunction(made, module, text));
            }
            return made;
        });
    }

    @Override
    public void close() {
        cuModuleUnload(module);
    }
}
