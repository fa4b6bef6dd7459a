package org.alloclab.stress.sweep;

import org.alloclab.stress.traffic.Subject;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of fault, put at every point of a workload where it can be.
 *
 * @param fault which
 * @param subject the allocator it happens to
 * @param workload what goes on meanwhile
 */
public record Sweep(FaultKind fault, Subject subject, Workload workload) {
    /** All there are for an allocator. */
    public static List<Sweep> of(Subject subject) {
        List<Sweep> sweeps = new ArrayList<>();
        for (FaultKind fault : FaultKind.values()) {
            for (Workload workload : Workload.values()) {
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
    public Swept run(Extent extent) throws InterruptedException {
        return fault.sweep(subject, workload, extent);
    }
}
