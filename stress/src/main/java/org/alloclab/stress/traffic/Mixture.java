package org.alloclab.stress.traffic;

import org.alloclab.stress.traffic.Kind.Draft;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The phases of a soak: traffic that is just random, and in between each of the other kinds, with
 * each share of blocks that others free in turn.
 */
final class Mixture {
    private static final int[] SHARES = {100, 0, 10, 50};

    /** Of a phase of any other kind; one that is just random lasts longer. */
    private static final Duration PHASE = Duration.ofSeconds(1);

    private static final int WEIGHT_OF_MIXED = 2;

    private final Demand demand;
    private final List<Kind> rotation = new ArrayList<>();
    private final int phases;

    Mixture(Demand demand) {
        this.demand = demand;
        int weight = 0;
        for (Kind kind : Kind.values()) {
            if (kind != Kind.MIXED) {
                rotation.add(Kind.MIXED);
                rotation.add(kind);
                weight += WEIGHT_OF_MIXED + 1;
            }
        }
        long rotations = demand.time().dividedBy(PHASE.multipliedBy(weight));
        phases = (int) Math.max(1, rotations) * rotation.size();
    }

    int phases() {
        return phases;
    }

    Shape shape(int phase) {
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

    private Kind kind(int phase) {
        return rotation.get(phase % rotation.size());
    }

    private int weight(int phase) {
        return kind(phase) == Kind.MIXED ? WEIGHT_OF_MIXED : 1;
    }

    /** Shifted by one in each rotation, so that each kind meets each share. */
    private int share(int phase) {
        int turn = phase / 2 + phase / rotation.size();
        return demand.share().orElse(SHARES[turn % SHARES.length]);
    }

    private void decide(Draft draft, int share) {
        int threads = demand.threads();
        int some = draft.platform == 0 ? threads : (threads + 1) / 2;
        draft.layout = demand.layout();
        draft.share = share;
        draft.virtual = demand.virtual() ? threads : draft.virtual > 0 ? some : 0;
        draft.platform = threads - draft.virtual;
        draft.witnessed = true;
    }
}
