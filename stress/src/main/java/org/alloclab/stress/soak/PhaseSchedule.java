package org.alloclab.stress.soak;

import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The phases of a soak: mixed traffic, alternating with each of the other profiles, with each share
 * of blocks that other threads free in turn.
 */
final class PhaseSchedule {
    private static final int[] SHARES = {100, 0, 10, 50};

    /** Of most phases; one of mixed traffic or of virtual threads lasts longer. */
    private static final Duration PHASE = Duration.ofSeconds(1);

    private static final int LONGER = 2;

    /** So that there are more of them than stripes. */
    private static final int VIRTUAL_PER_THREAD = 4;

    private final SoakOptions options;
    private final AllocatorProvider provider;
    private final boolean concurrent;
    private final List<TrafficProfile> rotation = new ArrayList<>();
    private final int phases;

    PhaseSchedule(SoakOptions options, AllocatorProvider provider) {
        this.options = options;
        this.provider = provider;
        concurrent = provider.promises(AllocatorPromise.CONCURRENT);
        int weight = 0;
        for (TrafficProfile profile : TrafficProfile.values()) {
            if (profile != TrafficProfile.MIXED
                    && provider.promises().containsAll(profile.needs())) {
                rotation.add(TrafficProfile.MIXED);
                rotation.add(profile);
                weight += weight(TrafficProfile.MIXED) + weight(profile);
            }
        }
        long rotations = options.time().dividedBy(PHASE.multipliedBy(weight));
        phases = (int) Math.max(1, rotations) * rotation.size();
    }

    int phases() {
        return phases;
    }

    /** The profiles that need a promise which the allocator does not make, a line each. */
    List<String> leftOut() {
        return Stream.of(TrafficProfile.values())
                .filter(profile -> !provider.promises().containsAll(profile.needs()))
                .map(profile ->
                        "phases of %s: %s does not promise all of %s"
                                .formatted(profile, provider.name(), profile.needs()))
                .toList();
    }

    WorkloadConfig config(int phase) {
        WorkloadConfig config = profile(phase).draw(options.seed() + phase);
        decide(config, share(phase));
        return config;
    }

    /** How much of the time that is left a phase may take. */
    Duration time(int phase, Duration left) {
        int weights = 0;
        for (int next = phase; next < phases; next++) {
            weights += weight(profile(next));
        }
        return left.multipliedBy(weight(profile(phase))).dividedBy(weights);
    }

    private TrafficProfile profile(int phase) {
        return rotation.get(phase % rotation.size());
    }

    private static int weight(TrafficProfile profile) {
        return profile == TrafficProfile.MIXED || profile == TrafficProfile.VIRTUAL ? LONGER : 1;
    }

    /** Shifted by one in each rotation, so that each profile meets each share. */
    private int share(int phase) {
        int turn = phase / 2 + phase / rotation.size();
        return options.share().orElse(SHARES[turn % SHARES.length]);
    }

    private void decide(WorkloadConfig config, int share) {
        config.layout = options.layout();
        config.share = share;
        config.owned = true;
        int virtual = Math.min(VIRTUAL_PER_THREAD * options.threads(), SoakOptions.MOST_THREADS);
        boolean mixed = config.virtual > 0 && config.platform > 0 && !options.virtual();
        config.virtual = options.virtual() || config.virtual > 0 ? virtual : 0;
        config.platform = config.virtual == 0 || mixed ? options.threads() : 0;
        if (!provider.promises(AllocatorPromise.STATISTICS)) {
            config.reader = false;
        }
        if (!provider.promises(AllocatorPromise.WRONG_FREES_FOUND)) {
            config.misuseEvery = 0;
        }
        if (!concurrent) {
            config.threads(1);
            config.life = 0;
            config.share = 0;
            config.trimmer = false;
            config.reader = false;
        }
    }
}
