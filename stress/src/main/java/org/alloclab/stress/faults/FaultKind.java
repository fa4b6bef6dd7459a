package org.alloclab.stress.faults;

import org.alloclab.gil.GilProvider;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.injection.Step;

import java.util.EnumSet;

/** Faults around an allocator. */
public enum FaultKind {
    /** The source of arenas fails at the k-th call. */
    ARENA((provider, workload, _) -> new MemorySweep(provider, workload).ofSystem()),

    /** The same, where an arena is overwritten and handed out again at once. */
    REUSE((provider, workload, _) -> new MemorySweep(provider, workload).ofReused()),

    /** No more than k arenas. */
    LIMIT((provider, workload, _) -> new MemorySweep(provider, workload).ofLimited()),

    /** The C library fails at the k-th call, and there are no arenas. */
    RAW((provider, workload, _) -> new MemorySweep(provider, workload).ofRaw()),

    /** A thread is frozen at each step. */
    FREEZE((provider, workload, extent) ->
            new FreezeSweep(provider, workload, extent).over(StepSweep.ACCESSES)),

    /** A thread ends by an error at each step; under a lock, where something can be thrown. */
    DEATH((provider, workload, extent) ->
            new ThrowSweep(provider, workload, extent, Error::new, true, false)
                    .over(provider instanceof GilProvider ? StepSweep.SHARED : StepSweep.ACCESSES)),

    /** The Java heap is full whenever something is asked of it. */
    MEMORY((provider, workload, extent) ->
            new ThrowSweep(provider, workload, extent, OutOfMemoryError::new, false, true)
                    .over(EnumSet.of(Step.Kind.NEW))),

    /** The stack is full when a method is entered. */
    STACK((provider, workload, extent) ->
            new ThrowSweep(provider, workload, extent, StackOverflowError::new, true, true)
                    .over(EnumSet.of(Step.Kind.ENTRY))),

    /** A thread is interrupted at each step, and while it waits for the lock. */
    INTERRUPT((provider, workload, extent) ->
            new InterruptSweep(provider, workload, extent).over(StepSweep.ACCESSES)),

    /** A virtual thread leaves its carrier at each step. */
    YIELD((provider, workload, extent) ->
            new YieldSweep(provider, workload, extent).over(StepSweep.ACCESSES));

    private interface Injection {
        SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
                throws InterruptedException;
    }

    private final Injection injection;

    FaultKind(Injection injection) {
        this.injection = injection;
    }

    /** Injects the fault at every point of a workload. */
    SweepResult sweep(AllocatorProvider provider, SweepWorkload workload, Extent extent)
            throws InterruptedException {
        return injection.sweep(provider, workload, extent);
    }

    @Override
    public String toString() {
        return name().toLowerCase();
    }
}
