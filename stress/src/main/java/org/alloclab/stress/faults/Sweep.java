package org.alloclab.stress.faults;

import org.alloclab.stress.soak.AllocatorUnderTest;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of fault, put at every point of a workload where it can be.
 *
 * @param fault which
 * @param subject the allocator it happens to
 * @param workload what goes on meanwhile
 */
public record Sweep(FaultKind fault, AllocatorUnderTest subject, SweepWorkload workload) {
    /** All there are for an allocator. */
    public static List<Sweep> of(AllocatorUnderTest subject) {
        List<Sweep> sweeps = new ArrayList<>();
        for (FaultKind fault : FaultKind.values()) {
            for (SweepWorkload workload : SweepWorkload.values()) {
                sweeps.add(new Sweep(fault, subject, workload));
            }
        }
        return sweeps;
    }

    /** By which it is chosen and reported. */
    public String name() {
        return "%s.%s.%s".formatted(fault, subject, workload);
    }

    /** Carries it out. */
    public SweepResult run(Extent extent) throws InterruptedException {
        return fault.sweep(subject, workload, extent);
    }
}
