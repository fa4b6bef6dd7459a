package org.alloclab.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.alloclab.provider.AllocatorUnavailableException;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What only jemalloc has: one function, by which a name is read, written or done. */
final class Jemalloc {
    private static final String CONTROL = "mallctl";
    private static final FunctionDescriptor TYPE =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MemorySegment NOTHING = MemorySegment.NULL;
    private static final String ALL_ARENAS_PURGE = "arena.4096.purge"; // MALLCTL_ARENAS_ALL

    private Jemalloc() {}

    static String version(LoadedLibrary in) throws AllocatorUnavailableException {
        MethodHandle control = in.function(CONTROL, TYPE);
        try (Arena scope = Arena.ofConfined()) {
            MemorySegment name = scope.allocateFrom("version");
            MemorySegment version = scope.allocate(ADDRESS);
            MemorySegment length = scope.allocateFrom(JAVA_LONG, version.byteSize());
            int failed = (int) control.invokeExact(name, version, length, NOTHING, 0L);
            return failed == 0 ? release(DynamicLinker.text(version.get(ADDRESS, 0))) : "unknown";
        } catch (Throwable e) {
            throw PeerAllocator.unexpected(e);
        }
    }

    /** The release, without the commit it was built from. */
    private static String release(String version) {
        return version.split("-", 2)[0];
    }

    static MethodHandle purge(LoadedLibrary in) throws AllocatorUnavailableException {
        MemorySegment name = Arena.global().allocateFrom(ALL_ARENAS_PURGE);
        return in.action(CONTROL, TYPE, name, NOTHING, NOTHING, NOTHING, 0L);
    }
}
