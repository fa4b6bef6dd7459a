package org.alloclab.stress.faults;

import org.alloclab.provider.AllocatorProvider;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of fault, injected at every point of a workload.
 *
 * @param fault the kind
 * @param provider of the allocator; it makes all promises
 * @param workload of the victim
 */
public record Sweep(FaultKind fault, AllocatorProvider provider, SweepWorkload workload) {
    /** All sweeps of an allocator. */
    public static List<Sweep> of(AllocatorProvider provider) {
        List<Sweep> sweeps = new ArrayList<>();
        for (FaultKind fault : FaultKind.values()) {
            for (SweepWorkload workload : SweepWorkload.values()) {
                sweeps.add(new Sweep(fault, provider, workload));
            }
        }
        return sweeps;
    }

    /** The name in orders and results. */
    public String name() {
        return "%s.%s.%s".formatted(fault, provider.name(), workload);
    }

    /** Carries it out. */
    public SweepResult run(Extent extent) throws InterruptedException {
        return fault.sweep(provider, workload, extent);
    }
}
