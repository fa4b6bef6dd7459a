package org.alloclab.peers;

import org.alloclab.provider.AllocatorUnavailableException;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * A shared library, loaded for good: it is never unloaded. Its functions do not stand in for those
 * of the same name that the virtual machine itself calls.
 *
 * <p>The functions that allocate and free are called without a thread state change, which is what
 * makes such a call cheap: they are short and never call back.
 */
@SuppressWarnings("restricted")
final class LoadedLibrary {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option SHORT = Linker.Option.critical(false);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final NativeLibrary library;
    private final String file;
    private final SymbolLookup symbols;

    /**
     * Loads a library.
     *
     * @param library which one it should be
     * @param file its path, or a name that the system finds
     * @throws AllocatorUnavailableException if the system refuses it
     */
    LoadedLibrary(NativeLibrary library, String file) throws AllocatorUnavailableException {
        this.library = library;
        this.file = file;
        try {
            symbols = DynamicLinker.load(file);
        } catch (DynamicLinker.RefusedException e) {
            throw library.refused(e.getMessage());
        }
    }

    /** What it is, in words. */
    String describe(String version) {
        return version + ", " + file;
    }

    /** That it is not what it should be. */
    AllocatorUnavailableException unavailable(String reason) {
        return library.unavailable(file + ": " + reason);
    }

    /** {@code malloc} under its name here. */
    MethodHandle allocate(String name) throws AllocatorUnavailableException {
        return function(name, FunctionDescriptor.of(LONG, LONG), SHORT);
    }

    /** {@code calloc} under its name here, for one element. */
    MethodHandle allocateZeroed(String name) throws AllocatorUnavailableException {
        MethodHandle elements = function(name, FunctionDescriptor.of(LONG, LONG, LONG), SHORT);
        return MethodHandles.insertArguments(elements, 0, 1L);
    }

    /** {@code realloc} under its name here. */
    MethodHandle reallocate(String name) throws AllocatorUnavailableException {
        return function(name, FunctionDescriptor.of(LONG, LONG, LONG), SHORT);
    }

    /** {@code free} under its name here. */
    MethodHandle free(String name) throws AllocatorUnavailableException {
        return function(name, FunctionDescriptor.ofVoid(LONG), SHORT);
    }

    /** {@code malloc_usable_size} under its name here. */
    MethodHandle usableSize(String name) throws AllocatorUnavailableException {
        return function(name, FunctionDescriptor.of(LONG, LONG), SHORT);
    }

    /** A function with all its arguments, its result ignored; it may take long. */
    MethodHandle action(String name, FunctionDescriptor type, Object... arguments)
            throws AllocatorUnavailableException {
        return MethodHandles.insertArguments(function(name, type), 0, arguments)
                .asType(MethodType.methodType(void.class));
    }

    /** A function of the library. */
    MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options)
            throws AllocatorUnavailableException {
        MemorySegment function =
                symbols.find(name).orElseThrow(() -> unavailable("has no function " + name));
        return LINKER.downcallHandle(function, type, options);
    }

    /** The C string a function returns; it takes some pointers, of which it is given none. */
    String text(String name, int pointers) throws AllocatorUnavailableException {
        MemoryLayout[] types = new MemoryLayout[pointers];
        Object[] none = new Object[pointers];
        Arrays.fill(types, ValueLayout.ADDRESS);
        Arrays.fill(none, MemorySegment.NULL);
        MethodHandle function = function(name, FunctionDescriptor.of(ValueLayout.ADDRESS, types));
        try {
            MethodHandle called = MethodHandles.insertArguments(function, 0, none);
            return DynamicLinker.text((MemorySegment) called.invokeExact());
        } catch (Throwable e) {
            throw PeerAllocator.unexpected(e);
        }
    }
}
