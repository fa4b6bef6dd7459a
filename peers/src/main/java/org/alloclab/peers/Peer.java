package org.alloclab.peers;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The allocators that users would pick instead of ours.
 *
 * <p>The native ones are called through {@code java.lang.foreign}, which needs {@code
 * --enable-native-access}. Any thread may ask; nothing is loaded before a peer is opened.
 */
public enum Peer {
    /** The C library's {@code malloc} on Linux. */
    GLIBC(false, libraries -> libraries.open(NativeLibrary.GLIBC)),

    /** jemalloc; in most builds it loads only where {@code GLIBC_TUNABLES} leaves it room. */
    JEMALLOC(false, libraries -> libraries.open(NativeLibrary.JEMALLOC)),

    /** mimalloc. */
    MIMALLOC(false, libraries -> libraries.open(NativeLibrary.MIMALLOC)),

    /** tcmalloc of gperftools. */
    TCMALLOC(false, libraries -> libraries.open(NativeLibrary.TCMALLOC)),

    /** CPython's {@code PyObject_Malloc}, without an interpreter and so without its lock. */
    PYMALLOC(true, libraries -> libraries.open(NativeLibrary.PYMALLOC)),

    /** Netty's pooled allocator of direct buffers; fastest on Netty's own threads. */
    NETTY_POOLED(false, libraries -> NettyAllocator.pooled()),

    /** Netty's adaptive allocator of direct buffers; fastest on Netty's own threads. */
    NETTY_ADAPTIVE(false, libraries -> NettyAllocator.adaptive()),

    /** A confined arena of the JDK for each block; closing it frees the block. */
    CONFINED(true, libraries -> new ConfinedAllocator());

    private final boolean singleThreaded;
    private final Opening opening;

    Peer(boolean singleThreaded, Opening opening) {
        this.singleThreaded = singleThreaded;
        this.opening = opening;
    }

    private interface Opening {
        PeerAllocator open(PeerLibraries libraries) throws PeerUnavailableException;
    }

    /** The peer of a command name. */
    public static Optional<Peer> named(String commandName) {
        return Arrays.stream(values())
                .filter(peer -> peer.commandName().equals(commandName))
                .findFirst();
    }

    /** The name as users write it: {@code glibc}, {@code netty-pooled}. */
    public String commandName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether only one thread at a time may call, and only the one that allocated a block may free
     * it.
     */
    public boolean isSingleThreaded() {
        return singleThreaded;
    }

    /**
     * Opens the peer. A native one has one heap for the whole process, whoever opened it.
     *
     * @param libraries where to look
     * @throws PeerUnavailableException if it is not installed, or cannot be used by this process
     */
    public PeerAllocator open(PeerLibraries libraries) throws PeerUnavailableException {
        return opening.open(libraries);
    }
}
