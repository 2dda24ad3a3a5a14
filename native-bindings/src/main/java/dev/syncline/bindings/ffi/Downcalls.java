package dev.syncline.bindings.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * Links native functions. Every handle for a C library function that sets {@code errno} takes one more leading argument,
 * a segment of {@link #ERRNO_LAYOUT}, which {@link #errno} reads.
 */
public final class Downcalls {
    /** Where a call leaves its {@code errno}. */
    public static final StructLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO = ERRNO_LAYOUT.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private Downcalls() {}

    /**
     * A function of the C library that sets {@code errno}.
     *
     * @param firstVariadic index of the first variadic argument, or -1 for a function without any
     * @throws UnsatisfiedLinkError if the C library has no such function
     */
    @SuppressWarnings("restricted")
    public static MethodHandle libc(String name, FunctionDescriptor descriptor, int firstVariadic) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + name));
        Linker.Option capture = Linker.Option.captureCallState("errno");
        return firstVariadic < 0
                ? linker.downcallHandle(address, descriptor, capture)
                : linker.downcallHandle(address, descriptor, capture, Linker.Option.firstVariadicArg(firstVariadic));
    }

    /**
     * A function of a library that was opened with {@link #open}.
     *
     * @throws UnsatisfiedLinkError if the library has no such function
     */
    @SuppressWarnings("restricted")
    public static MethodHandle of(SymbolLookup library, String name, FunctionDescriptor descriptor) {
        MemorySegment address =
                library.find(name).orElseThrow(() -> new UnsatisfiedLinkError("the library has no function " + name));
        return Linker.nativeLinker().downcallHandle(address, descriptor);
    }

    /**
     * Opens a shared library for as long as {@code arena} lives.
     *
     * @throws IllegalArgumentException if it cannot be loaded
     */
    @SuppressWarnings("restricted")
    public static SymbolLookup open(Path library, Arena arena) {
        return SymbolLookup.libraryLookup(library, arena);
    }

    /** Gives a pointer that native code returned its size and the lifetime of {@code arena}. */
    @SuppressWarnings("restricted")
    public static MemorySegment sized(MemorySegment pointer, long byteSize, Arena arena) {
        return pointer.reinterpret(byteSize, arena, null);
    }

    /** The error number that a call left in its captured state. */
    public static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    /** Handles declare Throwable; what they really throw is unchecked, and goes on as it is. */
    public static <T extends Throwable> RuntimeException rethrown(Throwable e) throws T {
        @SuppressWarnings("unchecked")
        T same = (T) e;
        throw same;
    }
}
