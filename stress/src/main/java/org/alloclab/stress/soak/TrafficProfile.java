package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;
import org.alloclab.stress.soak.WitnessedArenas.Temper;
import org.alloclab.stress.soak.WorkloadConfig.Crew;
import org.alloclab.stress.soak.WorkloadConfig.Flow;

import java.util.Locale;
import java.util.function.Consumer;

/** What the traffic of a round is after: paths that are rare in traffic that is just random. */
public enum TrafficProfile {
    /** Pools of 8 blocks, handed over as they come: full, drained, detached, published. */
    BRIM {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.sizes = SizeDistribution.only(dice.anyOf(512, 512, 500, 256));
            draft.seats(dice.anyOf(2, 2, 3));
            draft.share = dice.anyOf(100, 100, 50);
            draft.burst = dice.anyOf(8, 12, 40, 200);
            draft.ring = dice.anyOf(4, 16, 64);
            draft.keep = dice.anyOf(0, 0, 30);
            draft.resize = 0;
        }
    },

    /** A live set of about one pool: pools are claimed and retired, arenas come and go. */
    LONE {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.sizes =
                    dice.percent(50)
                            ? SizeDistribution.only(512)
                            : new SizeDistribution(new int[] {512, 480, 400, 350}, true);
            draft.layout = dice.percent(80) ? HeapLayout.CLASSIC38 : draft.layout;
            draft.seats(2);
            draft.share = 100;
            draft.burst = dice.anyOf(8, 8, 9, 16);
            draft.ring = dice.anyOf(1, 2, 8);
            draft.keep = 0;
            draft.resize = 0;
            draft.recycled = dice.percent(70);
        }
    },

    /** A live set that fills arenas and leaves them, to the last block. */
    SWING {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.sizes =
                    dice.percent(50)
                            ? SizeDistribution.only(512)
                            : SizeDistribution.few(dice, true);
            draft.seats(dice.between(2, 4));
            draft.burst = dice.anyOf(600, 1500, 4000);
            draft.ring = 256;
        }
    },

    /** A class after the other: pools of one are needed for the next. */
    CLASSES {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.sizes = SizeDistribution.small(dice, true);
            draft.seats(dice.between(2, 3));
            draft.share = dice.anyOf(50, 100);
            draft.burst = dice.anyOf(4, 30, 300);
            draft.trimEvery = dice.anyOf(0, 300);
        }
    },

    /** Threads that die with blocks and pools of theirs outstanding. */
    REBORN {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.seats(dice.anyOf(2, 4, 8));
            draft.life = dice.anyOf(30, 200, 1000);
            draft.burst = dice.anyOf(10, 100);
        }
    },

    /** Virtual threads, which share stripes. */
    VIRTUAL {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.platform = dice.anyOf(0, 0, 1);
            draft.virtual = dice.anyOf(4, 16, 40);
            draft.yieldEvery = dice.anyOf(1, 20);
            draft.ring = 16;
            draft.life = dice.anyOf(0, 0, 100);
        }
    },

    /** All trim all the time: caches are given up in the midst of remote frees. */
    TRIMMED {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.seats(dice.between(2, 3));
            draft.share = dice.anyOf(50, 100);
            draft.sizes =
                    dice.percent(50)
                            ? SizeDistribution.only(512)
                            : SizeDistribution.few(dice, true);
            draft.burst = dice.anyOf(8, 30, 100);
            draft.trimEvery = dice.anyOf(10, 40, 200);
            draft.recycled = true;
        }
    },

    /** Bursts that overflow magazines, freed by who allocated. */
    BURSTS {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.share = dice.anyOf(0, 10);
            draft.sizes = SizeDistribution.few(dice, true);
            draft.burst = dice.anyOf(150, 400, 1000);
        }
    },

    /** SizeDistribution that pools do not serve, and moves between those that they do and these. */
    EDGES {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.sizes = SizeDistribution.edges(dice);
            draft.resize = 20;
        }
    },

    /** Arenas that are not to be had. */
    REFUSED {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.refusedOneIn = dice.anyOf(2, 3, 10);
            draft.most = dice.anyOf(1, 2, 3);
            draft.burst = dice.anyOf(300, 1000, 3000);
            draft.poisoned = true;
        }
    },

    /** The global lock held for long, and left by exceptions. Without such a lock: misuse. */
    HELD {
        @Override
        void shape(Draft draft, Dice dice) {
            draft.lockEvery = dice.anyOf(5, 50);
            draft.misuseEvery = dice.anyOf(20, 200);
        }
    },

    /** Whatever the dice say. */
    MIXED {
        @Override
        void shape(Draft draft, Dice dice) {}
    };

    /** Changes what matters here in a shape drawn at random. */
    abstract void shape(Draft draft, Dice dice);

    /** The shape of this kind that a seed stands for. */
    WorkloadConfig draw(long seed) {
        return draw(seed, draft -> {});
    }

    /** The same, with what somebody has decided himself. */
    WorkloadConfig draw(long seed, Consumer<Draft> decided) {
        Dice dice = new Dice(seed);
        Draft draft = new Draft(dice);
        shape(draft, dice);
        decided.accept(draft);
        return draft.shape(this);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A shape in the making: at first all at random. */
    static final class Draft {
        HeapLayout layout;
        SizeDistribution sizes;
        int platform;
        int virtual;
        int life;
        int share;
        int keep;
        int burst;
        int ring;
        int resize;
        int trimEvery;
        int misuseEvery;
        int lockEvery;
        int yieldEvery;
        boolean recycled;
        boolean poisoned;
        int refusedOneIn;
        int most = Integer.MAX_VALUE;
        boolean witnessed;
        private final boolean outlived;
        private final boolean trimmer;
        private final boolean reader;

        Draft(Dice dice) {
            layout = HeapLayout.values()[dice.below(HeapLayout.values().length)];
            boolean pinned = dice.percent(40);
            sizes =
                    switch (dice.below(4)) {
                        case 0 -> SizeDistribution.only(dice.between(1, 512));
                        case 1 -> SizeDistribution.few(dice, pinned);
                        default -> SizeDistribution.small(dice, pinned);
                    };
            platform = dice.anyOf(2, 2, 2, 3, 4, 8);
            virtual = dice.percent(10) ? dice.anyOf(1, 4, 16) : 0;
            life = dice.percent(15) ? dice.anyOf(100, 1000) : 0;
            share = dice.anyOf(0, 10, 50, 100);
            keep = dice.anyOf(0, 50, 90);
            burst = dice.anyOf(3, 10, 60, 300, 2000);
            ring = dice.anyOf(1, 8, 64);
            resize = dice.anyOf(0, 2, 10);
            trimEvery = dice.percent(15) ? dice.anyOf(50, 1000) : 0;
            misuseEvery = dice.percent(30) ? 3000 : 0;
            lockEvery = dice.percent(30) ? 200 : 0;
            yieldEvery = dice.anyOf(0, 0, 100);
            recycled = dice.percent(50);
            poisoned = dice.percent(30);
            outlived = dice.percent(50);
            trimmer = dice.percent(20);
            reader = dice.percent(20);
            witnessed = dice.percent(70);
        }

        void seats(int threads) {
            platform = threads;
            virtual = 0;
        }

        WorkloadConfig shape(TrafficProfile kind) {
            // Nothing else makes a virtual thread leave its carrier to the next one.
            int yields = virtual > 0 && yieldEvery == 0 ? 50 : yieldEvery;
            return new WorkloadConfig(
                    kind,
                    layout,
                    new Crew(platform, virtual, life, outlived, trimmer, reader),
                    sizes,
                    new Flow(
                            share,
                            keep,
                            burst,
                            ring,
                            resize,
                            trimEvery,
                            misuseEvery,
                            lockEvery,
                            yields),
                    new Temper(recycled, poisoned, refusedOneIn, most),
                    witnessed);
        }
    }
}
