package org.alloclab.stress.soak;

import static org.alloclab.stress.soak.Chance.anyOf;
import static org.alloclab.stress.soak.Chance.percent;

import org.alloclab.HeapLayout;
import org.alloclab.stress.witness.WitnessedArenas.Temper;

import java.util.SplittableRandom;

/**
 * The traffic of a round or a phase: at first all at random, then as the profile and the caller
 * decide. It does not change any more when workers have it. Chances are in percent, "every" is in
 * steps, and 0 is never.
 */
final class WorkloadConfig {
    final TrafficProfile profile;

    HeapLayout layout;
    SizeDistribution sizes;

    /** Workers on platform threads, and on virtual threads. */
    int platform;

    int virtual;

    /** Steps after which a worker continues on a new thread. */
    int life;

    /** Whether the new thread waits for the end of the old one. */
    boolean outlived;

    /** Whether another thread trims all the time, and whether another reads statistics. */
    boolean trimmer;

    boolean reader;

    /** Chance that a block is handed to another worker, and that this one keeps it for a while. */
    int share;

    int keep;

    /** Most blocks allocated in a row, before as many are freed. */
    int burst;

    /** Blocks on their way between two workers; a power of two. */
    int queue;

    /** Chance of a reallocation, in a step. */
    int resize;

    int trimEvery;
    int misuseEvery;

    /** When a worker takes the global lock and holds it for a burst. */
    int lockEvery;

    /** When a worker lets other threads run. */
    int yieldEvery;

    /** See {@link Temper}. */
    boolean recycled;

    boolean poisoned;
    int refusedOneIn;
    int most = Integer.MAX_VALUE;

    /** Whether an owner table is kept. */
    boolean owned;

    WorkloadConfig(TrafficProfile profile, SplittableRandom random) {
        this.profile = profile;
        layout = HeapLayout.values()[random.nextInt(HeapLayout.values().length)];
        boolean pinned = percent(random, 40);
        sizes =
                switch (random.nextInt(4)) {
                    case 0 -> SizeDistribution.only(random.nextInt(1, 513));
                    case 1 -> SizeDistribution.few(random, pinned);
                    default -> SizeDistribution.small(random, pinned);
                };
        platform = anyOf(random, 2, 2, 2, 3, 4, 8);
        virtual = percent(random, 10) ? anyOf(random, 1, 4, 16) : 0;
        life = percent(random, 15) ? anyOf(random, 100, 1000) : 0;
        share = anyOf(random, 0, 10, 50, 100);
        keep = anyOf(random, 0, 50, 90);
        burst = anyOf(random, 3, 10, 60, 300, 2000);
        queue = anyOf(random, 1, 8, 64);
        resize = anyOf(random, 0, 2, 10);
        trimEvery = percent(random, 15) ? anyOf(random, 50, 1000) : 0;
        misuseEvery = percent(random, 30) ? 3000 : 0;
        lockEvery = percent(random, 30) ? 200 : 0;
        yieldEvery = anyOf(random, 0, 0, 100);
        recycled = percent(random, 50);
        poisoned = percent(random, 30);
        outlived = percent(random, 50);
        trimmer = percent(random, 20);
        reader = percent(random, 20);
        owned = percent(random, 70);
    }

    /** Lets so many platform threads work, and no others. */
    void threads(int threads) {
        platform = threads;
        virtual = 0;
    }

    int workers() {
        return platform + virtual;
    }

    Temper arenas() {
        return new Temper(recycled, poisoned, refusedOneIn, most);
    }

    /** When a worker yields: a virtual one must, or its carrier has no other. */
    int yieldsEvery() {
        return virtual > 0 && yieldEvery == 0 ? 50 : yieldEvery;
    }

    @Override
    public String toString() {
        String threads =
                "platform %d, virtual %d, life %d, outlived %b, trimmer %b, reader %b"
                        .formatted(platform, virtual, life, outlived, trimmer, reader);
        String blocks =
                "sizes %s, share %d, keep %d, burst %d, queue %d, resize %d"
                        .formatted(sizes, share, keep, burst, queue, resize);
        String every =
                "trim %d, misuse %d, lock %d, yield %d"
                        .formatted(trimEvery, misuseEvery, lockEvery, yieldsEvery());
        return "%s, layout %s, owners %b, %s, %s, every: %s, %s"
                .formatted(profile, layout, owned, threads, blocks, every, arenas());
    }
}
