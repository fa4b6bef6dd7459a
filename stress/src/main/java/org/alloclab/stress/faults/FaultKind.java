package org.alloclab.stress.faults;

import org.alloclab.gil.GilProvider;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.injection.Step;

import java.util.EnumSet;

/** What can go wrong around an allocator. */
public enum FaultKind {
    /** The source of arenas fails at the k-th call. */
    ARENA {
        @Override
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new MemorySweep(provider, workload).ofSystem();
        }
    },

    /** The same, where an arena is overwritten and handed out again at once. */
    REUSE {
        @Override
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new MemorySweep(provider, workload).ofReused();
        }
    },

    /** No more than k arenas. */
    LIMIT {
        @Override
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new MemorySweep(provider, workload).ofLimited();
        }
    },

    /** The C library fails at the k-th call, and there are no arenas. */
    RAW {
        @Override
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new MemorySweep(provider, workload).ofRaw();
        }
    },

    /** A thread is frozen at each step. */
    FREEZE {
        @Override
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new FreezeSweep(provider, workload, extent).over(StepSweep.ACCESSES);
        }
    },

    /** A thread ends by an error at each step; under a lock, where something can be thrown. */
    DEATH {
        @Override
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new ThrowSweep(provider, workload, extent, Error::new, true, false)
                    .over(provider instanceof GilProvider ? StepSweep.SHARED : StepSweep.ACCESSES);
        }
    },

    /** The Java heap is full whenever something is asked of it. */
    MEMORY {
        @Override
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new ThrowSweep(provider, workload, extent, OutOfMemoryError::new, false, true)
                    .over(EnumSet.of(Step.Kind.NEW));
        }
    },

    /** The stack is full when a method is entered. */
    STACK {
        @Override
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new ThrowSweep(provider, workload, extent, StackOverflowError::new, true, true)
                    .over(EnumSet.of(Step.Kind.ENTRY));
        }
    },

    /** A thread is interrupted at each step, and while it waits for the lock. */
    INTERRUPT {
        @Override
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new InterruptSweep(provider, workload, extent).over(StepSweep.ACCESSES);
        }
    },

    /** A virtual thread leaves its carrier at each step. */
    YIELD {
        @Override
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new YieldSweep(provider, workload, extent).over(StepSweep.ACCESSES);
        }
    };

    /** Injects the fault at every point of a workload. */
    abstract SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
            throws InterruptedException;

    @Override
    public String toString() {
        return name().toLowerCase();
    }
}
