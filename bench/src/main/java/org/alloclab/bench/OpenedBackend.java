package org.alloclab.bench;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.gil.GlobalInterpreterLock;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.peers.Peer;
import org.alloclab.peers.PeerLibraries;
import org.alloclab.provider.AllocatorUnavailableException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a backend's name stands for: an allocator, opened.
 *
 * @param allocator the allocator
 * @param held the lock that a thread holds across a batch of calls, as a Python thread does; null
 *     where calls are made as they come
 * @param isPeer whether it is not ours, and keeps no books
 * @param isSingleThreaded whether one thread alone may use it
 */
record OpenedBackend(
        SmallObjectAllocator allocator,
        GlobalInterpreterLock held,
        boolean isPeer,
        boolean isSingleThreaded) {

    /** The names of ours. */
    private static final List<String> OURS =
            List.of("lockfree", "gil", "gil-held", "locked-lockfree");

    /**
     * Opens an allocator; no class of another one is loaded.
     *
     * @param layout of its heap; peers have none
     * @param peerLibs files of peers' libraries, {@code NAME=PATH} each, separated by semicolons
     * @throws IllegalArgumentException if there is no such backend, layout, or peer with a library
     * @throws AllocatorUnavailableException if it is a peer that this machine does not have
     */
    static OpenedBackend open(String name, String layout, String peerLibs)
            throws AllocatorUnavailableException {
        return switch (name) {
            case "lockfree" -> ours(new LockFreeAllocator(layout(layout)));
            case "gil" -> ours(new GilAllocator(layout(layout)));
            case "gil-held" -> held(new GilAllocator(layout(layout)));
            case "locked-lockfree" ->
                    ours(new LockedAllocator(new LockFreeAllocator(layout(layout))));
            default -> peer(Peer.named(name).orElseThrow(() -> unknown(name)), peerLibs);
        };
    }

    private static OpenedBackend ours(SmallObjectAllocator allocator) {
        return new OpenedBackend(allocator, null, false, false);
    }

    private static OpenedBackend held(GilAllocator gil) {
        return new OpenedBackend(gil, gil.lock(), false, false);
    }

    private static OpenedBackend peer(Peer peer, String peerLibs)
            throws AllocatorUnavailableException {
        PeerLibraries libraries = PeerLibraries.usual();
        for (String given : peerLibs.split(";")) {
            if (!given.isEmpty()) {
                String[] nameAndPath = given.split("=", 2);
                if (nameAndPath.length < 2) {
                    throw new IllegalArgumentException(
                            "peerLibs: " + given + " (expected: NAME=PATH)");
                }
                libraries = libraries.with(nameAndPath[0], Path.of(nameAndPath[1]));
            }
        }
        return new OpenedBackend(peer.open(libraries), null, true, peer.isSingleThreaded());
    }

    private static IllegalArgumentException unknown(String name) {
        Stream<String> peers = Arrays.stream(Peer.values()).map(Peer::commandName);
        String names = Stream.concat(OURS.stream(), peers).collect(Collectors.joining(", "));
        return new IllegalArgumentException(
                "backend: " + name + " (expected: one of " + names + ")");
    }

    private static HeapLayout layout(String name) {
        HeapLayout[] layouts = HeapLayout.values();
        return Arrays.stream(layouts)
                .filter(layout -> layout.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "layout: %s (expected: one of %s)"
                                        .formatted(name, Arrays.toString(layouts))));
    }
}
