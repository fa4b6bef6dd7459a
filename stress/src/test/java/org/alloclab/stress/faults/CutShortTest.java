package org.alloclab.stress.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.stress.injection.SteppedClasses;
import org.alloclab.stress.injection.Steps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A call that moves blocks out of a magazine, or into one, is cut short at each of its steps. What
 * is left, others inherit, or the thread itself goes on with it: no block is in two places.
 */
class CutShortTest {
    private static final int SIZE = 48;
    private static final int ROOM = 128; // in a magazine of the class: it overflows, or runs out
    private static final int BEFORE = 100;
    private static final int CHECKED = 1000;

    @AfterEach
    void watchNothing() {
        Steps.watch(Steps.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"free, dies", "free, goes on", "allocate, dies", "allocate, goes on"})
    void noBlockIsInTwoPlacesAfterwards(String end) throws ReflectiveOperationException {
        assertThat(new SteppedClasses().call(EachStep.class, end)).isEmpty();
    }

    private static final class CutShort extends Error {
        private static final long serialVersionUID = 1;
    }

    /** For each step what was found out after it was the last. */
    static final class EachStep implements Function<String, List<String>> {
        @Override
        public List<String> apply(String end) {
            List<String> found = new ArrayList<>();
            int step = 1;
            while (cutShort(step, end, found)) {
                step++;
            }
            if (step < 500) {
                found.add("there are only %d steps".formatted(step));
            }
            return found;
        }
    }

    /** Whether the call came to the step. */
    private static boolean cutShort(int last, String end, List<String> found) {
        try (LockFreeAllocator heap = new LockFreeAllocator(HeapLayout.CLASSIC)) {
            boolean[] reached = new boolean[1];
            Thread thread =
                    Thread.ofPlatform()
                            .unstarted(() -> {
                                reached[0] = call(heap, end.startsWith("free"), last);
                                if (end.endsWith("goes on")) {
                                    check(heap, last, found);
                                }
                            });
            thread.start();
            thread.join();
            check(heap, last, found);
            return reached[0];
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean call(LockFreeAllocator heap, boolean frees, int last) {
        long[] blocks = new long[ROOM];
        Arrays.setAll(blocks, _ -> heap.allocate(SIZE));
        LongStream.of(blocks).limit(BEFORE).forEach(heap::free);
        int[] steps = new int[1];
        Thread me = Thread.currentThread();
        Steps.watch(_ -> {
            if (Thread.currentThread() == me && ++steps[0] == last) {
                throw new CutShort();
            }
        });
        try {
            for (int call = 0; call < ROOM; call++) {
                if (!frees) {
                    heap.allocate(SIZE);
                } else if (call >= BEFORE) {
                    heap.free(blocks[call]);
                }
            }
            return false;
        } catch (CutShort e) {
            return true;
        } finally {
            Steps.watch(Steps.NOTHING);
        }
    }

    private static void check(LockFreeAllocator heap, int last, List<String> found) {
        try {
            heap.trim();
            List<Long> blocks = new ArrayList<>();
            for (int block = 0; block < CHECKED; block++) {
                blocks.add(heap.allocate(SIZE));
            }
            if (new HashSet<>(blocks).size() < CHECKED) {
                found.add("step %d: a block is in two hands".formatted(last));
            }
            blocks.forEach(heap::free);
        } catch (RuntimeException e) {
            found.add("step %d: %s".formatted(last, e));
        }
    }
}
