package org.alloclab.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * The functions of the C library that this project calls.
 *
 * <p>{@code malloc}, and {@code free} of what is not large, are called without a thread state
 * change, which is right for short calls that never call back; the others may take long.
 */
final class LibC {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final long LONG_CALL_BYTES = 1 << 20;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option SHORT = Linker.Option.critical(false);
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    private static final MethodHandle MALLOC =
            function("malloc", FunctionDescriptor.of(LONG, LONG), SHORT);
    private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(LONG));
    private static final MethodHandle FREE_SHORT =
            function("free", FunctionDescriptor.ofVoid(LONG), SHORT);
    private static final MethodHandle CALLOC =
            function("calloc", FunctionDescriptor.of(LONG, LONG, LONG));
    private static final MethodHandle REALLOC =
            function("realloc", FunctionDescriptor.of(LONG, LONG, LONG));

    private static final MethodHandle MALLOC_TRIM =
            LINKER.defaultLookup().find("malloc_trim").isPresent()
                    ? function("malloc_trim", FunctionDescriptor.of(INT, LONG))
                    : null; // not glibc

    private static final boolean MAC =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    private static final boolean HAS_MMAP =
            MAC || System.getProperty("os.name").equalsIgnoreCase("linux");

    private LibC() {}

    static boolean hasMmap() {
        return HAS_MMAP;
    }

    /** Returns 0 where there is no memory. */
    static long malloc(long bytes) {
        try {
            return (long) MALLOC.invokeExact(bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns 0 where there is no memory. */
    static long calloc(long bytes) {
        try {
            return (long) CALLOC.invokeExact(1L, bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns 0 where there is no memory; then the block is as before. */
    static long realloc(long block, long bytes) {
        try {
            return (long) REALLOC.invokeExact(block, bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Frees a block.
     *
     * @param bytes its size: giving back much memory is no short call
     */
    static void free(long block, long bytes) {
        try {
            if (bytes < LONG_CALL_BYTES) {
                FREE_SHORT.invokeExact(block);
            } else {
                FREE.invokeExact(block);
            }
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Whether this C library gives its free memory back to the system when it is told to. */
    static boolean canTrim() {
        return MALLOC_TRIM != null;
    }

    /** Gives back whole pages of free memory, wherever they lie, if the library can do that. */
    static void trim() {
        if (!canTrim()) {
            return;
        }
        try {
            int ignored = (int) MALLOC_TRIM.invokeExact(0L); // whether there was any
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Reserves addresses without memory; 0 where the system refuses. */
    static long reserve(long bytes) {
        return map(bytes, Mmap.PROT_NONE);
    }

    /** Reserves addresses at which zeros can be read; 0 where the system refuses. */
    static long reserveReadable(long bytes) {
        return map(bytes, Mmap.PROT_READ);
    }

    private static long map(long bytes, int protection) {
        int flags = Mmap.MAP_PRIVATE | Mmap.MAP_ANONYMOUS | Mmap.MAP_NORESERVE;
        try (Arena scope = Arena.ofConfined()) {
            MemorySegment state = scope.allocate(Mmap.STATE);
            long address =
                    (long) Mmap.MMAP.invokeExact(state, 0L, bytes, protection, flags, -1, 0L);
            return address == -1 ? 0 : address;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Makes reserved addresses usable; returns 0, or the system's error number. */
    static int commit(long address, long bytes) {
        int protection = Mmap.PROT_READ | Mmap.PROT_WRITE;
        try (Arena scope = Arena.ofConfined()) {
            MemorySegment state = scope.allocate(Mmap.STATE);
            int failed = (int) Mmap.MPROTECT.invokeExact(state, address, bytes, protection);
            return failed == 0 ? 0 : (int) Mmap.ERROR_NUMBER.get(state, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Gives pages back; the addresses stay usable. It is advice: a refusal costs only memory. */
    static void purge(long address, long bytes) {
        try {
            int ignored = (int) Mmap.MADVISE.invokeExact(address, bytes, Mmap.MADV_DONTNEED);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void unmap(long address, long bytes) {
        try {
            int failed = (int) Mmap.MUNMAP.invokeExact(address, bytes);
            if (failed != 0) {
                throw new IllegalStateException("munmap refused 0x%x".formatted(address));
            }
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(
            String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    private static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException plain -> plain;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }

    /** Apart, so that systems without these functions never look them up. */
    private static final class Mmap {
        static final int PROT_NONE = 0;
        static final int PROT_READ = 1;
        static final int PROT_WRITE = 2;
        static final int MAP_PRIVATE = 2;
        static final int MAP_ANONYMOUS = MAC ? 0x1000 : 0x20;
        static final int MAP_NORESERVE = MAC ? 0x40 : 0x4000;
        static final int MADV_DONTNEED = 4;

        static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        static final VarHandle ERROR_NUMBER =
                STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        static final MethodHandle MMAP =
                function(
                        "mmap",
                        FunctionDescriptor.of(LONG, LONG, LONG, INT, INT, INT, LONG),
                        ERRNO);
        static final MethodHandle MPROTECT =
                function("mprotect", FunctionDescriptor.of(INT, LONG, LONG, INT), ERRNO);
        static final MethodHandle MUNMAP =
                function("munmap", FunctionDescriptor.of(INT, LONG, LONG));
        static final MethodHandle MADVISE =
                function("madvise", FunctionDescriptor.of(INT, LONG, LONG, INT));
    }
}
