package org.alloclab;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Trims a heap again and again, on a scheduler of the caller's: for a process that may go quiet
 * after a burst.
 *
 * <p>No allocator here has a thread of its own. What became free during a burst goes back to the
 * system when some thread next needs or frees a pool, or trims; in a process where no thread does,
 * it would stay for good.
 *
 * <pre>{@code
 * try (var heap = new LockFreeAllocator(HeapLayout.CLASSIC);
 *         var _ = HeapTrimmer.start(heap, Duration.ofSeconds(1), scheduler)) {
 *     serve(heap);
 * }
 * }</pre>
 *
 * <p>Each time costs what {@link SmallObjectAllocator#trim} costs: a look at each arena, and a page
 * fault for each page that is needed again. Seconds are often enough. What threads that live keep
 * for themselves stays with them: the scheduler's thread cannot give up what is theirs.
 */
public final class HeapTrimmer implements AutoCloseable {
    private final ScheduledFuture<?> trims;

    private HeapTrimmer(ScheduledFuture<?> trims) {
        this.trims = trims;
    }

    /**
     * Starts trimming; the first time is one pause from now.
     *
     * @param heap is to be closed after this
     * @param pause from the end of one trim to the next, positive
     * @param scheduler is not shut down by this
     * @throws IllegalArgumentException if the pause is not positive
     */
    public static HeapTrimmer start(
            SmallObjectAllocator heap, Duration pause, ScheduledExecutorService scheduler) {
        long nanos = pause.toNanos();
        return new HeapTrimmer(
                scheduler.scheduleWithFixedDelay(heap::trim, nanos, nanos, TimeUnit.NANOSECONDS));
    }

    /**
     * Starts no trim any more; one that runs goes on to its end.
     *
     * @throws IllegalStateException if a trim failed, which was the last one then; the cause says
     *     why
     */
    @Override
    public void close() {
        if (!trims.cancel(false) && trims.state() == Future.State.FAILED) {
            throw new IllegalStateException("the heap could not be trimmed", trims.exceptionNow());
        }
    }
}
