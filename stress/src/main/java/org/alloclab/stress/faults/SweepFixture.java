package org.alloclab.stress.faults;

import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.LockProbe;
import org.alloclab.lockfree.Inside;
import org.alloclab.stress.soak.AllocatorUnderTest;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/** A heap of its own for one run of a workload, and who has what of it. */
final class SweepFixture implements AutoCloseable {
    private final SmallObjectAllocator heap;
    private final FailingArenas arenas;
    private final BlockOracle hands;
    private final PartnerThread partner = new PartnerThread();
    private final ConcurrentLinkedQueue<Long> shared = new ConcurrentLinkedQueue<>();

    private SweepFixture(SmallObjectAllocator heap, FailingArenas arenas) {
        this.heap = heap;
        this.arenas = arenas;
        hands = new BlockOracle(heap);
    }

    static SweepFixture open(
            AllocatorUnderTest subject, SweepWorkload workload, FailingArenas arenas) {
        return new SweepFixture(subject.open(workload.layout(), arenas), arenas);
    }

    static SweepFixture open(AllocatorUnderTest subject, SweepWorkload workload) {
        return open(subject, workload, new FailingArenas(new PreallocatedArenas(), Fault.none()));
    }

    SmallObjectAllocator heap() {
        return heap;
    }

    BlockOracle hands() {
        return hands;
    }

    /** Allocates blocks, for the calling thread to hold. */
    List<Long> take(int count, int size) {
        Long[] blocks = new Long[count];
        Arrays.setAll(blocks, _ -> hands.allocate(size));
        return List.of(blocks);
    }

    /** Frees blocks, whoever allocated them. */
    void give(Collection<Long> blocks) {
        blocks.forEach(hands::free);
    }

    /** Leaves blocks to whoever wants to free them. */
    void share(Collection<Long> blocks) {
        shared.addAll(blocks);
    }

    /** A block that was left; null where there is none. */
    Long shared() {
        return shared.poll();
    }

    /** By another thread, which lives as long as the stage. */
    void byPartner(Runnable task) {
        partner.run(task);
    }

    /** By another thread, which ends with it. */
    void byPassing(Runnable task) {
        PartnerThread.passing(task);
    }

    /** Ends the partner's life, if he lives. */
    void endPartner() {
        partner.end();
    }

    /**
     * Frees all that somebody holds, and looks whether the books agree. Caller: when no other
     * thread calls any more.
     *
     * @return what the heap still has: blocks that nobody holds, and arenas
     * @throws AssertionError if they do not
     */
    int leftAfterAll() {
        Inside.check(heap);
        HeapStatistics before = heap.statistics();
        int held = hands.blocks().size();
        equal("live blocks", before.liveBlocks(), held);
        equal("bytes accounted for", before.accountedBytes(), before.arenaBytes());
        equal("blocks of the snapshot", blocksOfSnapshot() + before.rawBlocks(), held);
        int left = left();
        Inside.check(heap);
        HeapStatistics after = heap.statistics();
        equal("raw bytes", after.rawBytes(), 0);
        if (left == 0) {
            equal("arenas", after.arenasCurrent(), 0);
            equal("bytes mapped", after.mappedBytes(), 0);
        }
        return left;
    }

    /** Frees all that somebody holds; how many blocks and arenas the heap still has. */
    int left() {
        Inside.leaveStripes(heap);
        PartnerThread.passing(() -> give(hands.blocks()));
        endPartner();
        hands.call(heap::trim);
        return Math.toIntExact(heap.statistics().liveBlocks()) + arenas.out();
    }

    private long blocksOfSnapshot() {
        return heap.snapshot().arenas().stream()
                .flatMap(arena -> arena.pools().stream())
                .mapToLong(pool -> pool.live())
                .sum();
    }

    private static void equal(String what, long is, long expected) {
        if (is != expected) {
            throw new AssertionError("%s: %d (expected: %d)".formatted(what, is, expected));
        }
    }

    @Override
    public void close() {
        endPartner();
        if (LockProbe.lockOf(heap).map(ReentrantLock::isLocked).orElse(false)) {
            arenas.close(); // nobody will ever leave it: the arenas go without the heap
        } else {
            heap.close();
        }
    }
}
