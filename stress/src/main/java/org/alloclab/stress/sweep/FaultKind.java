package org.alloclab.stress.sweep;

import org.alloclab.stress.traffic.Subject;

/** What can go wrong around an allocator. */
public enum FaultKind {
    /** The source of arenas fails at the k-th call. */
    ARENA {
        @Override
        Swept sweep(Subject subject, Workload workload, Extent extent) throws InterruptedException {
            return new MemorySweep(subject, workload).ofSystem();
        }
    },

    /** The same, with the same arena again at once, full of rubbish. */
    REUSE {
        @Override
        Swept sweep(Subject subject, Workload workload, Extent extent) throws InterruptedException {
            return new MemorySweep(subject, workload).ofReused();
        }
    },

    /** No more than k arenas. */
    LIMIT {
        @Override
        Swept sweep(Subject subject, Workload workload, Extent extent) throws InterruptedException {
            return new MemorySweep(subject, workload).ofLimited();
        }
    },

    /** The C library fails at the k-th call, and there are no arenas. */
    RAW {
        @Override
        Swept sweep(Subject subject, Workload workload, Extent extent) throws InterruptedException {
            return new MemorySweep(subject, workload).ofRaw();
        }
    };

    /** Puts the fault at every point of a workload. */
    abstract Swept sweep(Subject subject, Workload workload, Extent extent)
            throws InterruptedException;

    @Override
    public String toString() {
        return name().toLowerCase();
    }
}
