package org.alloclab.replay.compare;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.replay.Replay;
import org.alloclab.replay.ReplayException;
import org.alloclab.replay.ReplayListener;
import org.alloclab.replay.ReplayResult;

import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Carries out replays, each on a fresh heap.
 *
 * @param layout of the heaps; allocators without layouts ignore it
 * @param checks puts checks around an open heap; what it returns closes the heap
 * @param violations receives broken promises in words, on the calling thread
 */
public record ReplayRunner(
        HeapLayout layout,
        UnaryOperator<SmallObjectAllocator> checks,
        Consumer<String> violations) {

    /** Whether an allocator promises enough for a replay. */
    public static boolean canReplay(Replay replay, AllocatorProvider backend) {
        return replay.threads() == 1 || backend.promises(AllocatorPromise.CONCURRENT);
    }

    /** As {@link #measure(Replay, AllocatorProvider, ReplayListener)}, without a listener. */
    public Measurement measure(Replay replay, AllocatorProvider backend)
            throws AllocatorUnavailableException, InterruptedException {
        return measure(replay, backend, ReplayListener.NONE);
    }

    /**
     * Carries out one replay.
     *
     * @throws AllocatorUnavailableException if the allocator cannot be used here
     * @throws ReplayException if the replay fails; its message names replay and allocator
     * @throws InterruptedException if the calling thread is interrupted; the replay is then stopped
     */
    public Measurement measure(Replay replay, AllocatorProvider backend, ReplayListener listener)
            throws AllocatorUnavailableException, InterruptedException {
        SmallObjectAllocator inside = backend.open(layout);
        try (SmallObjectAllocator allocator = checks.apply(inside)) {
            ReplayResult result = replay.on(allocator, listener);
            OptionalLong waited = backend.lockWaitNanos(inside);
            String where = "%s on %s: ".formatted(replay.trace().name(), backend.name());
            result.firstViolations().forEach(violation -> violations.accept(where + violation));
            return Measurement.of(result, backend, layout, waited);
        } catch (ReplayException e) {
            String where = "%s on %s: ".formatted(replay, backend.name());
            throw new ReplayException(where + e.getMessage(), e.getCause());
        }
    }
}
