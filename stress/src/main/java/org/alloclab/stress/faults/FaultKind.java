package org.alloclab.stress.faults;

import org.alloclab.stress.injection.Step;
import org.alloclab.stress.soak.AllocatorUnderTest;

import java.util.EnumSet;

/** What can go wrong around an allocator. */
public enum FaultKind {
    /** The source of arenas fails at the k-th call. */
    ARENA {
        @Override
        SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new MemorySweep(subject, workload).ofSystem();
        }
    },

    /** The same, with the same arena again at once, full of rubbish. */
    REUSE {
        @Override
        SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new MemorySweep(subject, workload).ofReused();
        }
    },

    /** No more than k arenas. */
    LIMIT {
        @Override
        SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new MemorySweep(subject, workload).ofLimited();
        }
    },

    /** The C library fails at the k-th call, and there are no arenas. */
    RAW {
        @Override
        SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new MemorySweep(subject, workload).ofRaw();
        }
    },

    /** A thread is frozen at each step. */
    FREEZE {
        @Override
        SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new FreezeSweep(subject, workload, extent).over(StepSweep.ACCESSES);
        }
    },

    /** A thread dies at each step; under a lock, at those where something can be thrown. */
    DEATH {
        @Override
        SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new ThrowSweep(subject, workload, extent, InjectedError.DEATH, true, false)
                    .over(
                            subject == AllocatorUnderTest.GIL
                                    ? StepSweep.SHARED
                                    : StepSweep.ACCESSES);
        }
    },

    /** The Java heap is full whenever something is asked of it. */
    MEMORY {
        @Override
        SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new ThrowSweep(subject, workload, extent, InjectedError.NO_MEMORY, false, true)
                    .over(EnumSet.of(Step.Kind.NEW));
        }
    },

    /** The stack is full when a method is entered. */
    STACK {
        @Override
        SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new ThrowSweep(subject, workload, extent, InjectedError.NO_STACK, true, true)
                    .over(EnumSet.of(Step.Kind.ENTRY));
        }
    },

    /** A thread is interrupted at each step, and while it waits for the lock. */
    INTERRUPT {
        @Override
        SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new InterruptSweep(subject, workload, extent).over(StepSweep.ACCESSES);
        }
    },

    /** A virtual thread gives way at each step. */
    YIELD {
        @Override
        SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
                throws InterruptedException {
            return new YieldSweep(subject, workload, extent).over(StepSweep.ACCESSES);
        }
    };

    /** Puts the fault at every point of a workload. */
    abstract SweepResult sweep(AllocatorUnderTest subject, SweepWorkload workload, Extent extent)
            throws InterruptedException;

    @Override
    public String toString() {
        return name().toLowerCase();
    }
}
