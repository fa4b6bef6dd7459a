package org.alloclab.stress.soak;

import static org.alloclab.stress.soak.Chance.anyOf;
import static org.alloclab.stress.soak.Chance.percent;

import org.alloclab.HeapLayout;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.stress.soak.WorkloadConfig.Flow;
import org.alloclab.stress.soak.WorkloadConfig.ThreadConfig;
import org.alloclab.stress.witness.WitnessedArenas.Temper;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Kinds of traffic; each leads to paths that are rare in mixed traffic. */
public enum TrafficProfile {
    /** Pools of 8 blocks that another thread frees: full, drained, detached, published. */
    FULL_POOLS {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.sizes = SizeDistribution.only(anyOf(random, 512, 512, 500, 256));
            draft.threads(anyOf(random, 2, 2, 3));
            draft.share = anyOf(random, 100, 100, 50);
            draft.burst = anyOf(random, 8, 12, 40, 200);
            draft.queue = anyOf(random, 4, 16, 64);
            draft.keep = anyOf(random, 0, 0, 30);
            draft.resize = 0;
        }
    },

    /** A live set of about one pool: pools are claimed and retired, arenas come and go. */
    SINGLE_POOL {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.sizes =
                    percent(random, 50)
                            ? SizeDistribution.only(512)
                            : new SizeDistribution(new int[] {512, 480, 400, 350}, true);
            draft.layout = percent(random, 80) ? HeapLayout.CLASSIC38 : draft.layout;
            draft.threads(2);
            draft.share = 100;
            draft.burst = anyOf(random, 8, 8, 9, 16);
            draft.queue = anyOf(random, 1, 2, 8);
            draft.keep = 0;
            draft.resize = 0;
            draft.recycled = percent(random, 70);
        }
    },

    /** A live set that grows to many arenas and shrinks to nothing. */
    SAWTOOTH {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.sizes =
                    percent(random, 50)
                            ? SizeDistribution.only(512)
                            : SizeDistribution.few(random, true);
            draft.threads(random.nextInt(2, 5));
            draft.burst = anyOf(random, 600, 1500, 4000);
            draft.queue = 256;
        }
    },

    /** One size class after the other: pools of one are needed for the next. */
    CLASS_CHANGES {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.sizes = SizeDistribution.small(random, true);
            draft.threads(random.nextInt(2, 4));
            draft.share = anyOf(random, 50, 100);
            draft.burst = anyOf(random, 4, 30, 300);
            draft.trimEvery = anyOf(random, 0, 300);
        }
    },

    /** Short-lived threads that end with blocks and pools of theirs in use. */
    THREAD_CHURN {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.threads(anyOf(random, 2, 4, 8));
            draft.life = anyOf(random, 30, 200, 1000);
            draft.burst = anyOf(random, 10, 100);
        }
    },

    /** Virtual threads, which share stripes. */
    VIRTUAL {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.platform = anyOf(random, 0, 0, 1);
            draft.virtual = anyOf(random, 4, 16, 40);
            draft.yieldEvery = anyOf(random, 1, 20);
            draft.queue = 16;
            draft.life = anyOf(random, 0, 0, 100);
        }
    },

    /** Frequent trims by all threads: caches are given up in the midst of remote frees. */
    TRIMMED {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.threads(random.nextInt(2, 4));
            draft.share = anyOf(random, 50, 100);
            draft.sizes =
                    percent(random, 50)
                            ? SizeDistribution.only(512)
                            : SizeDistribution.few(random, true);
            draft.burst = anyOf(random, 8, 30, 100);
            draft.trimEvery = anyOf(random, 10, 40, 200);
            draft.recycled = true;
        }
    },

    /** Bursts that overflow magazines, freed by the thread that allocated. */
    BURSTS {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.share = anyOf(random, 0, 10);
            draft.sizes = SizeDistribution.few(random, true);
            draft.burst = anyOf(random, 150, 400, 1000);
        }
    },

    /** Sizes that pools do not serve, and moves between those that they do and these. */
    SIZE_EDGES {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.sizes = SizeDistribution.edges(random);
            draft.resize = 20;
        }
    },

    /** Arenas that are refused. */
    REFUSED_ARENAS {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.refusedOneIn = anyOf(random, 2, 3, 10);
            draft.most = anyOf(random, 1, 2, 3);
            draft.burst = anyOf(random, 300, 1000, 3000);
            draft.poisoned = true;
        }
    },

    /** The global lock held for long, and left by exceptions. Without such a lock: misuse. */
    HELD_LOCK {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.lockEvery = anyOf(random, 5, 50);
            draft.misuseEvery = anyOf(random, 20, 200);
        }
    },

    /** Heaps closed while threads call them, each followed by the next. */
    CLOSED_HEAPS {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.threads(anyOf(random, 4, 8));
        }
    },

    /** Threads that sleep while another one frees what they allocated. */
    SLEEPING_OWNERS {
        @Override
        void adapt(Draft draft, SplittableRandom random) {
            draft.sizes = SizeDistribution.only(anyOf(random, 512, 256));
            draft.threads(4);
            draft.refusedOneIn = 0;
        }
    },

    /** All at random. */
    MIXED {
        @Override
        void adapt(Draft draft, SplittableRandom random) {}
    };

    /** Changes what matters here in a configuration drawn at random. */
    abstract void adapt(Draft draft, SplittableRandom random);

    /** The configuration of this profile that a seed stands for. */
    WorkloadConfig draw(long seed) {
        return draw(seed, draft -> {});
    }

    /** The same, with what the caller decides. */
    WorkloadConfig draw(long seed, Consumer<Draft> decided) {
        SplittableRandom random = new SplittableRandom(seed);
        Draft draft = new Draft(random);
        adapt(draft, random);
        decided.accept(draft);
        return draft.config(this);
    }

    /** What an allocator has to promise for the profile to mean anything. */
    Set<AllocatorPromise> needs() {
        return switch (this) {
            case VIRTUAL, THREAD_CHURN -> EnumSet.of(AllocatorPromise.CONCURRENT);
            case CLOSED_HEAPS ->
                    EnumSet.of(
                            AllocatorPromise.CONCURRENT,
                            AllocatorPromise.STATISTICS,
                            AllocatorPromise.WRONG_FREES_FOUND);
            case SLEEPING_OWNERS ->
                    EnumSet.of(
                            AllocatorPromise.CONCURRENT,
                            AllocatorPromise.STATISTICS,
                            AllocatorPromise.MEMORY_RETURNED);
            default -> EnumSet.noneOf(AllocatorPromise.class);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A configuration in the making: at first all at random. */
    static final class Draft {
        HeapLayout layout;
        SizeDistribution sizes;
        int platform;
        int virtual;
        int life;
        int share;
        int keep;
        int burst;
        int queue;
        int resize;
        int trimEvery;
        int misuseEvery;
        int lockEvery;
        int yieldEvery;
        boolean recycled;
        boolean poisoned;
        int refusedOneIn;
        int most = Integer.MAX_VALUE;
        boolean owned;
        boolean outlived;
        boolean trimmer;
        boolean reader;

        Draft(SplittableRandom random) {
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

        void threads(int threads) {
            platform = threads;
            virtual = 0;
        }

        WorkloadConfig config(TrafficProfile profile) {
            // Nothing else makes a virtual thread leave its carrier to the next one.
            int yields = virtual > 0 && yieldEvery == 0 ? 50 : yieldEvery;
            return new WorkloadConfig(
                    profile,
                    layout,
                    new ThreadConfig(platform, virtual, life, outlived, trimmer, reader),
                    sizes,
                    new Flow(
                            share,
                            keep,
                            burst,
                            queue,
                            resize,
                            trimEvery,
                            misuseEvery,
                            lockEvery,
                            yields),
                    new Temper(recycled, poisoned, refusedOneIn, most),
                    owned);
        }
    }
}
