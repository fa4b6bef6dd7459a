package org.alloclab.bench.statistics;

import org.alloclab.bench.PeakMemory;
import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.Fork.Kind;

import java.util.Optional;

/**
 * The free memory that an allocator keeps after a workload has freed most or all of its blocks; of
 * several forks the most. Null where it was not measured.
 *
 * @param workload which
 * @param backend which allocator
 * @param layout of its heap; null for peers
 * @param mappedBytes as the allocator counts them; null for peers
 * @param residentBytes by which the process has grown
 * @param trimmedMappedBytes mapped after a trim by a thread that owns none of it
 * @param trimmedResidentBytes by which the process has grown after it
 */
public record KeptMemory(
        String workload,
        String backend,
        String layout,
        Long mappedBytes,
        Long residentBytes,
        Long trimmedMappedBytes,
        Long trimmedResidentBytes) {

    /** What was measured of an arm; empty if its workload does not measure it. */
    static Optional<KeptMemory> of(Arm arm, Recorded recorded) {
        KeptMemory kept =
                new KeptMemory(
                        arm.scenario().toString(),
                        arm.backend().toString(),
                        arm.layoutName(),
                        recorded.mostBytes(arm, Kind.TIMED, PeakMemory.KEPT_MAPPED),
                        recorded.mostBytes(arm, Kind.TIMED, PeakMemory.KEPT_RESIDENT),
                        recorded.mostBytes(arm, Kind.TIMED, PeakMemory.TRIMMED_MAPPED),
                        recorded.mostBytes(arm, Kind.TIMED, PeakMemory.TRIMMED_RESIDENT));
        boolean isMeasured = kept.mappedBytes != null || kept.residentBytes != null;
        return isMeasured ? Optional.of(kept) : Optional.empty();
    }
}
