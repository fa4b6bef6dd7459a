package org.alloclab.peers;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;

import java.util.Set;

/**
 * Plugs in an allocator that users would pick instead of ours; a subclass for each, as {@link
 * java.util.ServiceLoader} wants it. Peers have no layout and no statistics, and check nothing. One
 * that does not promise to be concurrent serves one thread at a time, and the thread that allocated
 * a block frees it.
 *
 * <p>The native ones are called through {@code java.lang.foreign}, which needs {@code
 * --enable-native-access}. Any thread may call; nothing is loaded before a peer is opened.
 */
public abstract sealed class PeerProvider implements AllocatorProvider {
    private static final Set<AllocatorPromise> CONCURRENT = Set.of(AllocatorPromise.CONCURRENT);
    private static final Set<AllocatorPromise> SINGLE_THREADED = Set.of();

    private final String name;
    private final String description;
    private final Set<AllocatorPromise> promises;
    private final Opening opening;

    private PeerProvider(
            String name, String description, Set<AllocatorPromise> promises, Opening opening) {
        this.name = name;
        this.description = description;
        this.promises = promises;
        this.opening = opening;
    }

    private interface Opening {
        PeerAllocator open(PeerLibraries libraries) throws AllocatorUnavailableException;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Set<AllocatorPromise> promises() {
        return promises;
    }

    /** A native peer has one heap for the whole process. */
    @Override
    public final SmallObjectAllocator open(HeapLayout layout) throws AllocatorUnavailableException {
        return open(PeerLibraries.usual());
    }

    /** The same with libraries from elsewhere. */
    final PeerAllocator open(PeerLibraries libraries) throws AllocatorUnavailableException {
        return opening.open(libraries);
    }

    @Override
    public final String toString() {
        return name;
    }

    /** The C library's {@code malloc} on Linux. */
    public static final class Glibc extends PeerProvider {
        /** For the service loader. */
        public Glibc() {
            super(
                    "glibc",
                    "the C library's malloc",
                    CONCURRENT,
                    libraries -> libraries.open(NativeLibrary.GLIBC));
        }
    }

    /** jemalloc; in most builds it loads only where {@code GLIBC_TUNABLES} leaves it room. */
    public static final class Jemalloc extends PeerProvider {
        /** For the service loader. */
        public Jemalloc() {
            super(
                    "jemalloc",
                    "jemalloc",
                    CONCURRENT,
                    libraries -> libraries.open(NativeLibrary.JEMALLOC));
        }
    }

    /** mimalloc. */
    public static final class Mimalloc extends PeerProvider {
        /** For the service loader. */
        public Mimalloc() {
            super(
                    "mimalloc",
                    "mimalloc",
                    CONCURRENT,
                    libraries -> libraries.open(NativeLibrary.MIMALLOC));
        }
    }

    /** tcmalloc of gperftools. */
    public static final class Tcmalloc extends PeerProvider {
        /** For the service loader. */
        public Tcmalloc() {
            super(
                    "tcmalloc",
                    "tcmalloc of gperftools",
                    CONCURRENT,
                    libraries -> libraries.open(NativeLibrary.TCMALLOC));
        }
    }

    /** CPython's {@code PyObject_Malloc}, without an interpreter and so without its lock. */
    public static final class Pymalloc extends PeerProvider {
        /** For the service loader. */
        public Pymalloc() {
            super(
                    "pymalloc",
                    "CPython's own PyObject_Malloc, without its lock",
                    SINGLE_THREADED,
                    libraries -> libraries.open(NativeLibrary.PYMALLOC));
        }
    }

    /** Netty's pooled allocator of direct buffers; fastest on Netty's own threads. */
    public static final class NettyPooled extends PeerProvider {
        /** For the service loader. */
        public NettyPooled() {
            super(
                    "netty-pooled",
                    "Netty's pooled allocator of direct buffers",
                    CONCURRENT,
                    _ -> NettyAllocator.pooled());
        }
    }

    /** Netty's adaptive allocator of direct buffers; fastest on Netty's own threads. */
    public static final class NettyAdaptive extends PeerProvider {
        /** For the service loader. */
        public NettyAdaptive() {
            super(
                    "netty-adaptive",
                    "Netty's adaptive allocator of direct buffers",
                    CONCURRENT,
                    _ -> NettyAllocator.adaptive());
        }
    }

    /** A confined arena of the JDK for each block; closing it frees the block. */
    public static final class Confined extends PeerProvider {
        /** For the service loader. */
        public Confined() {
            super(
                    "confined",
                    "a confined arena of the JDK for each block",
                    SINGLE_THREADED,
                    _ -> new ConfinedAllocator());
        }
    }
}
