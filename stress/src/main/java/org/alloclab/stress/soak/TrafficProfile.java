package org.alloclab.stress.soak;

import static org.alloclab.stress.soak.Chance.anyOf;
import static org.alloclab.stress.soak.Chance.percent;

import org.alloclab.HeapLayout;
import org.alloclab.provider.AllocatorPromise;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** Kinds of traffic; each leads to paths that are rare in mixed traffic. */
public enum TrafficProfile {
    /** Pools of 8 blocks that another thread frees: full, drained, detached, published. */
    FULL_POOLS((config, random) -> {
        config.sizes = SizeDistribution.only(anyOf(random, 512, 512, 500, 256));
        config.threads(anyOf(random, 2, 2, 3));
        config.share = anyOf(random, 100, 100, 50);
        config.burst = anyOf(random, 8, 12, 40, 200);
        config.queue = anyOf(random, 4, 16, 64);
        config.keep = anyOf(random, 0, 0, 30);
        config.resize = 0;
    }),

    /** A live set of about one pool: pools are claimed and retired, arenas come and go. */
    SINGLE_POOL((config, random) -> {
        config.sizes =
                percent(random, 50)
                        ? SizeDistribution.only(512)
                        : new SizeDistribution(new int[] {512, 480, 400, 350}, true);
        config.layout = percent(random, 80) ? HeapLayout.CLASSIC38 : config.layout;
        config.threads(2);
        config.share = 100;
        config.burst = anyOf(random, 8, 8, 9, 16);
        config.queue = anyOf(random, 1, 2, 8);
        config.keep = 0;
        config.resize = 0;
        config.recycled = percent(random, 70);
    }),

    /** A live set that grows to many arenas and shrinks to nothing. */
    SAWTOOTH((config, random) -> {
        config.sizes =
                percent(random, 50)
                        ? SizeDistribution.only(512)
                        : SizeDistribution.few(random, true);
        config.threads(random.nextInt(2, 5));
        config.burst = anyOf(random, 600, 1500, 4000);
        config.queue = 256;
    }),

    /** One size class after the other: pools of one are needed for the next. */
    CLASS_CHANGES((config, random) -> {
        config.sizes = SizeDistribution.small(random, true);
        config.threads(random.nextInt(2, 4));
        config.share = anyOf(random, 50, 100);
        config.burst = anyOf(random, 4, 30, 300);
        config.trimEvery = anyOf(random, 0, 300);
    }),

    /** Short-lived threads that end with blocks and pools of theirs in use. */
    THREAD_CHURN((config, random) -> {
        config.threads(anyOf(random, 2, 4, 8));
        config.life = anyOf(random, 30, 200, 1000);
        config.burst = anyOf(random, 10, 100);
    }),

    /** Virtual threads, which share stripes. */
    VIRTUAL((config, random) -> {
        config.platform = anyOf(random, 0, 0, 1);
        config.virtual = anyOf(random, 4, 16, 40);
        config.yieldEvery = anyOf(random, 1, 20);
        config.queue = 16;
        config.life = anyOf(random, 0, 0, 100);
    }),

    /** Frequent trims by all threads: caches are given up in the midst of remote frees. */
    TRIMMED((config, random) -> {
        config.threads(random.nextInt(2, 4));
        config.share = anyOf(random, 50, 100);
        config.sizes =
                percent(random, 50)
                        ? SizeDistribution.only(512)
                        : SizeDistribution.few(random, true);
        config.burst = anyOf(random, 8, 30, 100);
        config.trimEvery = anyOf(random, 10, 40, 200);
        config.recycled = true;
    }),

    /** Bursts that overflow magazines, freed by the thread that allocated. */
    BURSTS((config, random) -> {
        config.share = anyOf(random, 0, 10);
        config.sizes = SizeDistribution.few(random, true);
        config.burst = anyOf(random, 150, 400, 1000);
    }),

    /** Sizes that pools do not serve, and moves between those that they do and these. */
    SIZE_EDGES((config, random) -> {
        config.sizes = SizeDistribution.edges(random);
        config.resize = 20;
    }),

    /** Arenas that are refused. */
    REFUSED_ARENAS((config, random) -> {
        config.refusedOneIn = anyOf(random, 2, 3, 10);
        config.most = anyOf(random, 1, 2, 3);
        config.burst = anyOf(random, 300, 1000, 3000);
        config.poisoned = true;
    }),

    /** The global lock held for long, and left by exceptions. Without such a lock: misuse. */
    HELD_LOCK((config, random) -> {
        config.lockEvery = anyOf(random, 5, 50);
        config.misuseEvery = anyOf(random, 20, 200);
    }),

    /** Heaps closed while threads call them, each followed by the next. */
    CLOSED_HEAPS((config, random) -> config.threads(anyOf(random, 4, 8))),

    /** Threads that sleep while another one frees what they allocated. */
    SLEEPING_OWNERS((config, random) -> {
        config.sizes = SizeDistribution.only(anyOf(random, 512, 256));
        config.threads(4);
        config.refusedOneIn = 0;
    }),

    /** All at random. */
    MIXED((_, _) -> {});

    private final BiConsumer<WorkloadConfig, SplittableRandom> adapt;

    TrafficProfile(BiConsumer<WorkloadConfig, SplittableRandom> adapt) {
        this.adapt = adapt;
    }

    /** The configuration of this profile that a seed stands for. */
    WorkloadConfig draw(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        WorkloadConfig config = new WorkloadConfig(this, random);
        adapt.accept(config, random);
        return config;
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
}
