package dev.syncline.bindings.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.gpu.KernelText;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * NVRTC compiles the kernels on a machine without a driver, which JavaCPP's classes do not: its functions are called
 * directly. The library is the one that {@code -Dsyncline.test.nvrtc=FILE} or the variable {@code SYNCLINE_TEST_NVRTC}
 * names, or the loader's; skipped where there is none.
 */
class NvrtcCompileTest {
    private static final MemorySegment NONE = MemorySegment.NULL;

    private static SymbolLookup library(Arena arena) {
        String named = System.getProperty("syncline.test.nvrtc", System.getenv("SYNCLINE_TEST_NVRTC"));
        if (named != null) {
            assertTrue(Files.exists(Path.of(named)), named + " is not there");
            return lookup(named, arena);
        }
        try {
            return lookup("libnvrtc.so.13", arena);
        } catch (IllegalArgumentException absent) {
            return Assumptions.abort("libnvrtc.so.13 of CUDA 13 is not here");
        }
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup lookup(String name, Arena arena) {
        return name.indexOf('/') >= 0
                ? SymbolLookup.libraryLookup(Path.of(name), arena)
                : SymbolLookup.libraryLookup(name, arena);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(SymbolLookup library, String name, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    /** NVRTC's result, and its log where it refuses. */
    private record Compiled(int result, long ptxBytes, String log) {}

    private static Compiled compile(String source, int capability) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup nvrtc = library(arena);
            var address = ValueLayout.ADDRESS;
            MemorySegment handle = arena.allocate(address);
            assertEquals(0, (int) function(
                            nvrtc,
                            "nvrtcCreateProgram",
                            address,
                            address,
                            address,
                            ValueLayout.JAVA_INT,
                            address,
                            address)
                    .invokeExact(handle, arena.allocateFrom(source), arena.allocateFrom("syncline.cu"), 0, NONE, NONE));
            MemorySegment program = handle.get(address, 0);
            List<String> options = new ArrayList<>(List.of("--gpu-architecture=compute_" + capability, "--fmad=false"));
            KernelText.defines(21, 32).forEach(define -> options.add("-D" + define));
            MemorySegment words = arena.allocate(address, options.size());
            for (int i = 0; i < options.size(); i++) {
                words.setAtIndex(address, i, arena.allocateFrom(options.get(i)));
            }
            int result = (int) function(nvrtc, "nvrtcCompileProgram", address, ValueLayout.JAVA_INT, address)
                    .invokeExact(program, options.size(), words);
            MemorySegment bytes = arena.allocate(ValueLayout.JAVA_LONG);
            assertEquals(0, (int)
                    function(nvrtc, "nvrtcGetProgramLogSize", address, address).invokeExact(program, bytes));
            MemorySegment log = arena.allocate(bytes.get(ValueLayout.JAVA_LONG, 0) + 1);
            assertEquals(0, (int)
                    function(nvrtc, "nvrtcGetProgramLog", address, address).invokeExact(program, log));
            long ptx = 0;
            if (result == 0) {
                assertEquals(0, (int)
                        function(nvrtc, "nvrtcGetPTXSize", address, address).invokeExact(program, bytes));
                ptx = bytes.get(ValueLayout.JAVA_LONG, 0);
            }
            assertEquals(
                    0, (int) function(nvrtc, "nvrtcDestroyProgram", address).invokeExact(handle));
            return new Compiled(result, ptx, log.getString(0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {75, 80, 90, 120})
    void shouldCompileForEveryGenerationThatCuda13Knows(int capability) throws Throwable {
        Compiled compiled = compile(KernelText.source(), capability);
        assertEquals(0, compiled.result(), compiled.log());
        assertTrue(compiled.ptxBytes() > 1000, "PTX of " + compiled.ptxBytes() + " bytes");
    }

    @Test
    void shouldSeeWhenTheTextDoesNotCompile() throws Throwable {
        Compiled compiled = compile(KernelText.source() + "\nKERNEL void broken( {", 90);
        assertNotEquals(0, compiled.result());
        assertTrue(compiled.log().contains("error"), compiled.log());
    }
}
