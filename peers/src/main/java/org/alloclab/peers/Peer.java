package org.alloclab.peers;

import org.alloclab.provider.AllocatorUnavailableException;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The allocators that users would pick instead of ours.
 *
 * <p>The native ones are called through {@code java.lang.foreign}, which needs {@code
 * --enable-native-access}. Any thread may ask; nothing is loaded before a peer is opened.
 */
enum Peer {
    /** The C library's {@code malloc} on Linux. */
    GLIBC("the C library's malloc", false, libraries -> libraries.open(NativeLibrary.GLIBC)),

    /** jemalloc; in most builds it loads only where {@code GLIBC_TUNABLES} leaves it room. */
    JEMALLOC("jemalloc", false, libraries -> libraries.open(NativeLibrary.JEMALLOC)),

    /** mimalloc. */
    MIMALLOC("mimalloc", false, libraries -> libraries.open(NativeLibrary.MIMALLOC)),

    /** tcmalloc of gperftools. */
    TCMALLOC("tcmalloc of gperftools", false, libraries -> libraries.open(NativeLibrary.TCMALLOC)),

    /** CPython's {@code PyObject_Malloc}, without an interpreter and so without its lock. */
    PYMALLOC(
            "CPython's own PyObject_Malloc, without its lock",
            true,
            libraries -> libraries.open(NativeLibrary.PYMALLOC)),

    /** Netty's pooled allocator of direct buffers; fastest on Netty's own threads. */
    NETTY_POOLED(
            "Netty's pooled allocator of direct buffers",
            false,
            libraries -> NettyAllocator.pooled()),

    /** Netty's adaptive allocator of direct buffers; fastest on Netty's own threads. */
    NETTY_ADAPTIVE(
            "Netty's adaptive allocator of direct buffers",
            false,
            libraries -> NettyAllocator.adaptive()),

    /** A confined arena of the JDK for each block; closing it frees the block. */
    CONFINED(
            "a confined arena of the JDK for each block",
            true,
            libraries -> new ConfinedAllocator());

    private final String description;
    private final boolean singleThreaded;
    private final Opening opening;

    Peer(String description, boolean singleThreaded, Opening opening) {
        this.description = description;
        this.singleThreaded = singleThreaded;
        this.opening = opening;
    }

    private interface Opening {
        PeerAllocator open(PeerLibraries libraries) throws AllocatorUnavailableException;
    }

    /** The peer of a command name. */
    static Optional<Peer> named(String commandName) {
        return Arrays.stream(values())
                .filter(peer -> peer.commandName().equals(commandName))
                .findFirst();
    }

    /** The name as users write it: {@code glibc}, {@code netty-pooled}. */
    String commandName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, in a line. */
    String description() {
        return description;
    }

    /**
     * Whether only one thread at a time may call, and only the one that allocated a block may free
     * it.
     */
    boolean isSingleThreaded() {
        return singleThreaded;
    }

    /**
     * Opens the peer. A native one has one heap for the whole process.
     *
     * @param libraries where to look
     * @throws AllocatorUnavailableException if it is not installed, or cannot be used by this
     *     process
     */
    PeerAllocator open(PeerLibraries libraries) throws AllocatorUnavailableException {
        return opening.open(libraries);
    }
}
