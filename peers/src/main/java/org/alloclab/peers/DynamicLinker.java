package org.alloclab.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The system's own way to load a library. That of the JDK does not say why a file is refused, and
 * warns on standard error about files that are no libraries.
 */
@SuppressWarnings("restricted")
final class DynamicLinker {
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;
    private static final int LAZY = 1; // RTLD_LAZY
    private static final MethodHandle DLOPEN =
            function("dlopen", FunctionDescriptor.of(POINTER, POINTER, ValueLayout.JAVA_INT));
    private static final MethodHandle DLSYM =
            function("dlsym", FunctionDescriptor.of(POINTER, POINTER, POINTER));
    private static final MethodHandle DLERROR = function("dlerror", FunctionDescriptor.of(POINTER));

    private DynamicLinker() {}

    /** A file could not be loaded; the message is the system's, on one line, and names the file. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Loads a library for good, and finds its functions.
     *
     * @param file its path, or a name that the system finds
     */
    static SymbolLookup load(String file) throws RefusedException {
        MemorySegment library;
        MemorySegment error;
        try (Arena scope = Arena.ofConfined()) {
            library = (MemorySegment) DLOPEN.invokeExact(scope.allocateFrom(file), LAZY);
            error = (MemorySegment) DLERROR.invokeExact();
        } catch (Throwable e) {
            throw PeerAllocator.unexpected(e);
        }
        if (library.address() == 0) {
            throw new RefusedException(text(error).replaceAll("\\s+", " "));
        }
        return name -> find(library, name);
    }

    private static Optional<MemorySegment> find(MemorySegment library, String name) {
        try (Arena scope = Arena.ofConfined()) {
            MemorySegment symbol =
                    (MemorySegment) DLSYM.invokeExact(library, scope.allocateFrom(name));
            return symbol.address() == 0 ? Optional.empty() : Optional.of(symbol);
        } catch (Throwable e) {
            throw PeerAllocator.unexpected(e);
        }
    }

    /** The C string at an address. */
    static String text(MemorySegment string) {
        return string.reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
