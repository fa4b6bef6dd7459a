package org.alloclab.bench;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

import java.util.Arrays;

/**
 * Which thread hands blocks to which in {@code xmalloc}: threads form teams of some producers and
 * some consumers, with a {@link BlockRing} from each producer to each consumer of its team.
 */
@State(Scope.Benchmark)
public class Teams {
    /** Producers and consumers of a team. */
    @Param({"1:1", "1:3", "3:1"})
    public String ratio;

    /** Blocks handed over at a time. */
    @Param({"64", "4096"})
    public int batch;

    private int producers;
    private int consumers;
    private BlockRing[][][] rings; // by team, producer, consumer

    /** Forms the teams. */
    @Setup
    public void form(MeasuredAllocator subject, BenchmarkParams run) {
        form(run.getThreads());
        subject.lastly(() -> empty(subject));
    }

    void form(int threads) {
        parseRatio();
        if (threads % size() != 0) {
            throw new IllegalArgumentException(
                    "threads: %d (expected: a multiple of %d, the team of ratio %s)"
                            .formatted(threads, size(), ratio));
        }
        rings = new BlockRing[threads / size()][producers][consumers];
        for (BlockRing[][] team : rings) {
            for (BlockRing[] ofProducer : team) {
                Arrays.setAll(ofProducer, consumer -> new BlockRing(batch));
            }
        }
    }

    private void parseRatio() {
        if (!ratio.matches("[1-9]:[1-9]")) {
            throw new IllegalArgumentException(
                    "ratio: " + ratio + " (expected: producers:consumers, such as 1:3)");
        }
        producers = ratio.charAt(0) - '0';
        consumers = ratio.charAt(2) - '0';
    }

    /** Threads of a team. */
    int size() {
        return producers + consumers;
    }

    boolean isProducer(int thread) {
        return thread % size() < producers;
    }

    /** Threads of a team with the role of this one. */
    int likes(int thread) {
        return isProducer(thread) ? producers : consumers;
    }

    /** The rings that a thread gives to, or takes from. */
    BlockRing[] rings(int thread) {
        BlockRing[][] team = rings[thread / size()];
        int member = thread % size();
        if (isProducer(thread)) {
            return team[member];
        }
        return Arrays.stream(team).map(row -> row[member - producers]).toArray(BlockRing[]::new);
    }

    /** Frees what was given and not taken. */
    private void empty(MeasuredAllocator subject) {
        Arrays.stream(rings)
                .flatMap(Arrays::stream)
                .flatMap(Arrays::stream)
                .forEach(ring -> empty(subject, ring));
    }

    private static void empty(MeasuredAllocator subject, BlockRing ring) {
        for (long[] batch = ring.toTake(); batch != null; batch = ring.toTake()) {
            for (long block : batch) {
                subject.allocator().free(block);
            }
            ring.take();
        }
    }
}
