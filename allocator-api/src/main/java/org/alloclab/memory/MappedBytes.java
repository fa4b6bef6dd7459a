package org.alloclab.memory;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes an allocator holds, and the most it held. Any thread; lock-free. */
public final class MappedBytes {
    private final AtomicLong current = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    /** Creates a count of 0. */
    public MappedBytes() {}

    /** Adds bytes that were got. */
    public void add(long bytes) {
        long now = current.addAndGet(bytes);
        if (now > peak.get()) {
            peak.accumulateAndGet(now, Math::max);
        }
    }

    /** Subtracts bytes that were given back. */
    public void subtract(long bytes) {
        current.addAndGet(-bytes);
    }

    /** Bytes held now. */
    public long current() {
        return current.get();
    }

    /** The most bytes held at once. */
    public long peak() {
        return peak.get();
    }
}
