package org.alloclab.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts broken promises and keeps the first few in words. Any thread. */
final class Violations {
    private static final int KEPT = 5;

    private final AtomicLong count = new AtomicLong();
    private final List<String> first = new ArrayList<>();

    void add(Chunk chunk, int index, String what) {
        if (count.incrementAndGet() <= KEPT) {
            String text =
                    "operation %,d (%s): %s"
                            .formatted(chunk.number(index), chunk.describe(index), what);
            synchronized (first) {
                first.add(text);
            }
        }
    }

    long count() {
        return count.get();
    }

    List<String> first() {
        synchronized (first) {
            return List.copyOf(first);
        }
    }
}
