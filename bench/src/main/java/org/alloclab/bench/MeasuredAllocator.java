package org.alloclab.bench;

import org.alloclab.HeapLayout;
import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.provider.Allocators;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The allocator that is measured: one for all threads of a fork, and none beside it. */
@State(Scope.Benchmark)
public class MeasuredAllocator {
    /**
     * The system property that names jars and folders of classes in which more allocators are
     * found, separated as in a Java class path.
     */
    public static final String CLASS_PATH = "alloclab.class.path";

    /** Its name. */
    @Param({"lockfree", "gil"})
    public String backend;

    /** Of its heap; ignored where the allocator has no layout. */
    @Param("modern")
    public String layout;

    private final AtomicInteger users = new AtomicInteger();
    private final Queue<Runnable> lastly = new ConcurrentLinkedQueue<>();
    private AllocatorProvider provider;
    private SmallObjectAllocator allocator;
    private BatchLocking batches; // null where no lock is held across calls
    private Footprint footprint;

    /**
     * Opens it.
     *
     * @throws IllegalArgumentException if there is no allocator of that name, or it does not know
     *     the layout
     * @throws AllocatorUnavailableException if this machine does not have it
     */
    @Setup
    public void open() throws AllocatorUnavailableException {
        Allocators known = Allocators.installedAnd(classPath());
        use(known.named(backend).orElseThrow(() -> unknown("backend", backend, known.names())));
    }

    private static List<Path> classPath() {
        return Arrays.stream(System.getProperty(CLASS_PATH, "").split(File.pathSeparator))
                .filter(part -> !part.isEmpty())
                .map(Path::of)
                .toList();
    }

    void use(AllocatorProvider provider) throws AllocatorUnavailableException {
        this.provider = provider;
        allocator = provider.open(layoutIn(provider.layouts()));
        batches = provider instanceof BatchLocking some ? some : null;
        footprint = new Footprint(allocator, provider.promises(AllocatorPromise.STATISTICS));
        footprint.begin();
    }

    private HeapLayout layoutIn(List<HeapLayout> layouts) {
        if (layouts.isEmpty()) {
            return HeapLayout.MODERN;
        }
        return layouts.stream()
                .filter(one -> one.toString().equals(layout))
                .findFirst()
                .orElseThrow(() -> unknown("layout", layout, layouts));
    }

    private static IllegalArgumentException unknown(String what, String given, List<?> expected) {
        return new IllegalArgumentException(
                "%s: %s (expected: one of %s)".formatted(what, given, expected));
    }

    SmallObjectAllocator allocator() {
        return allocator;
    }

    void begin() {
        if (batches != null) {
            batches.lock(allocator);
        }
    }

    void end() {
        if (batches != null) {
            batches.unlock(allocator);
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
        if (threads > 1 && !provider.promises(AllocatorPromise.CONCURRENT)) {
            throw new IllegalArgumentException(
                    "%s: %d threads (expected: 1, and a workload in which blocks stay with it)"
                            .formatted(backend, threads));
        }
        users.incrementAndGet();
    }

    /**
     * Takes a thread out. The last one closes the allocator: JMH itself would not wait for it.
     *
     * @throws IllegalStateException if a workload has left a block behind, or the accounting does
     *     not add up
     */
    void leave() {
        if (users.decrementAndGet() == 0) {
            lastly.forEach(Runnable::run);
            close();
        }
    }

    private void close() {
        footprint.peak().ifPresent(PeakMemory::found);
        if (provider.promises(AllocatorPromise.STATISTICS)) {
            checkAccounting(allocator.statistics());
        }
        allocator.close();
    }

    private void checkAccounting(HeapStatistics heap) {
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
