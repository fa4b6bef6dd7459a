package org.alloclab.stress.soak;

import org.alloclab.stress.soak.TrafficProfile.Draft;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The phases of a soak: traffic that is just random, and in between each of the other kinds, with
 * each share of blocks that others free in turn.
 */
final class PhaseSchedule {
    private static final int[] SHARES = {100, 0, 10, 50};

    /** Of most phases; one that is just random lasts longer, and so does a crowd. */
    private static final Duration PHASE = Duration.ofSeconds(1);

    private static final int LONGER = 2;

    /** So that there are more of them than stripes. */
    private static final int VIRTUAL_PER_THREAD = 4;

    private final SoakOptions demand;
    private final List<TrafficProfile> rotation = new ArrayList<>();
    private final int phases;

    PhaseSchedule(SoakOptions demand) {
        this.demand = demand;
        int weight = 0;
        for (TrafficProfile kind : TrafficProfile.values()) {
            if (kind != TrafficProfile.MIXED) {
                rotation.add(TrafficProfile.MIXED);
                rotation.add(kind);
                weight += weight(TrafficProfile.MIXED) + weight(kind);
            }
        }
        long rotations = demand.time().dividedBy(PHASE.multipliedBy(weight));
        phases = (int) Math.max(1, rotations) * rotation.size();
    }

    int phases() {
        return phases;
    }

    WorkloadConfig shape(int phase) {
        return kind(phase).draw(demand.seed() + phase, draft -> decide(draft, share(phase)));
    }

    /** How much of the time that is left a phase may take. */
    Duration time(int phase, Duration left) {
        int weights = 0;
        for (int next = phase; next < phases; next++) {
            weights += weight(next);
        }
        return left.multipliedBy(weight(phase)).dividedBy(weights);
    }

    private TrafficProfile kind(int phase) {
        return rotation.get(phase % rotation.size());
    }

    private int weight(int phase) {
        return weight(kind(phase));
    }

    private static int weight(TrafficProfile kind) {
        return kind == TrafficProfile.MIXED || kind == TrafficProfile.VIRTUAL ? LONGER : 1;
    }

    /** Shifted by one in each rotation, so that each kind meets each share. */
    private int share(int phase) {
        int turn = phase / 2 + phase / rotation.size();
        return demand.share().orElse(SHARES[turn % SHARES.length]);
    }

    private void decide(Draft draft, int share) {
        int threads = demand.threads();
        int virtual = Math.min(VIRTUAL_PER_THREAD * threads, SoakOptions.MOST_THREADS);
        boolean mixed = draft.virtual > 0 && draft.platform > 0 && !demand.virtual();
        draft.layout = demand.layout();
        draft.share = share;
        draft.virtual = demand.virtual() || draft.virtual > 0 ? virtual : 0;
        draft.platform = draft.virtual == 0 || mixed ? threads : 0;
        draft.witnessed = true;
    }
}
