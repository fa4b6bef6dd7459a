package org.alloclab.bench;

import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.provider.AllocatorUnavailableException;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The allocator that is measured: one for all threads of a fork, and none beside it. */
@State(Scope.Benchmark)
public class MeasuredAllocator {
    /** Its name. */
    @Param({"lockfree", "gil"})
    public String backend;

    /** Of its heap; peers have none and take no notice. */
    @Param("modern")
    public String layout;

    /**
     * Where peers' libraries are, if not where libraries usually are: {@code NAME=PATH;...}. JMH
     * leaves no comma in a value.
     */
    @Param("")
    public String peerLibs;

    private final AtomicInteger users = new AtomicInteger();
    private final Queue<Runnable> lastly = new ConcurrentLinkedQueue<>();
    private OpenedBackend opened;
    private Footprint footprint;

    /**
     * Opens it.
     *
     * @throws AllocatorUnavailableException if it is a peer that this machine does not have
     */
    @Setup
    public void open() throws AllocatorUnavailableException {
        use(OpenedBackend.open(backend, layout, peerLibs));
    }

    void use(OpenedBackend opened) {
        this.opened = opened;
        footprint = new Footprint(opened);
        footprint.begin();
    }

    SmallObjectAllocator allocator() {
        return opened.allocator();
    }

    void begin() {
        if (opened.held() != null) {
            opened.held().acquire();
        }
    }

    void end() {
        if (opened.held() != null) {
            opened.held().release();
        }
    }

    /** What it takes from now on, and not before. */
    Footprint footprint() {
        return footprint;
    }

    /** Says what is to be done when no thread uses the allocator any more, before it is closed. */
    void lastly(Runnable action) {
        lastly.add(action);
    }

    /**
     * Enters a thread that uses it. All do before the first one leaves.
     *
     * @param threads how many will use it, those counted that the workload starts
     */
    void enter(int threads) {
        if (threads > 1 && opened.isSingleThreaded()) {
            throw new IllegalArgumentException(
                    "%s: %d threads (expected: 1, and a workload in which blocks stay with it)"
                            .formatted(backend, threads));
        }
        users.incrementAndGet();
    }

    /**
     * Takes a thread out. The last one closes the allocator: JMH itself would not wait for it.
     *
     * @throws IllegalStateException if a workload has left a block behind, or the books disagree
     */
    void leave() {
        if (users.decrementAndGet() == 0) {
            lastly.forEach(Runnable::run);
            close();
        }
    }

    private void close() {
        footprint.peak().ifPresent(PeakMemory::found);
        if (!opened.isPeer()) {
            checkBooks(opened.allocator().statistics());
        }
        opened.allocator().close();
    }

    private void checkBooks(HeapStatistics heap) {
        if (heap.liveBlocks() != 0 || heap.accountedBytes() != heap.arenaBytes()) {
            throw new IllegalStateException(
                    "%s: %d blocks left, %d bytes of arenas accounted for (expected: 0, %d)"
                            .formatted(
                                    backend,
                                    heap.liveBlocks(),
                                    heap.accountedBytes(),
                                    heap.arenaBytes()));
        }
    }
}
