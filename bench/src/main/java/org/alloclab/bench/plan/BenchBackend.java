package org.alloclab.bench.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What can be measured, by the names users give them. Rivals stand side by side: it is the order in
 * which they are measured and shown.
 */
public enum BenchBackend {
    /** The lock-free model. */
    LOCKFREE,
    MIMALLOC,
    TCMALLOC,
    JEMALLOC,
    GLIBC,
    NETTY_ADAPTIVE,
    NETTY_POOLED,
    /** A confined arena of the JDK for each block. */
    CONFINED,
    /** The lock-free structure under one global lock: what a lock costs, without the GIL's heap. */
    LOCKED_LOCKFREE,
    /** The GIL model, locked for each call. */
    GIL,
    /** The GIL model, the lock held across a batch, as a Python thread does. */
    GIL_HELD,
    /** CPython's own {@code PyObject_Malloc}, without a lock. */
    PYMALLOC;

    /** The general allocators a user would pick instead. */
    static final List<BenchBackend> BEST_PEER = List.of(GLIBC, JEMALLOC, MIMALLOC, TCMALLOC);

    /** Those of this project; they alone have a layout. */
    public static List<BenchBackend> ours() {
        return Arrays.stream(values()).filter(BenchBackend::isOurs).toList();
    }

    /** Whether it is of this project, and has a layout. */
    public boolean isOurs() {
        return switch (this) {
            case LOCKFREE, LOCKED_LOCKFREE, GIL, GIL_HELD -> true;
            default -> false;
        };
    }

    /** Whether one thread alone may use it. */
    boolean isSingleThreaded() {
        return this == CONFINED || this == PYMALLOC;
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
