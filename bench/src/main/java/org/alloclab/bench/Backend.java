package org.alloclab.bench;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.gil.GlobalInterpreterLock;
import org.alloclab.lockfree.LockFreeAllocator;

import java.util.Arrays;

/**
 * What a backend's name stands for: an allocator, opened.
 *
 * @param allocator the allocator
 * @param held the lock that a thread holds across a batch of calls, as a Python thread does; null
 *     where calls are made as they come
 * @param isPeer whether it is not ours, and keeps no books
 * @param isSingleThreaded whether one thread alone may use it
 */
record Backend(
        SmallObjectAllocator allocator,
        GlobalInterpreterLock held,
        boolean isPeer,
        boolean isSingleThreaded) {

    /**
     * Opens an allocator; no class of another one is loaded.
     *
     * @throws IllegalArgumentException if there is no such backend or layout
     */
    static Backend open(String name, String layout) {
        return switch (name) {
            case "lockfree" -> ours(new LockFreeAllocator(layout(layout)));
            case "gil" -> ours(new GilAllocator(layout(layout)));
            case "gil-held" -> held(new GilAllocator(layout(layout)));
            case "locked-lockfree" ->
                    ours(new LockedAllocator(new LockFreeAllocator(layout(layout))));
            default ->
                    throw new IllegalArgumentException(
                            "backend: "
                                    + name
                                    + " (expected: lockfree, gil, gil-held or locked-lockfree)");
        };
    }

    private static Backend ours(SmallObjectAllocator allocator) {
        return new Backend(allocator, null, false, false);
    }

    private static Backend held(GilAllocator gil) {
        return new Backend(gil, gil.lock(), false, false);
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
