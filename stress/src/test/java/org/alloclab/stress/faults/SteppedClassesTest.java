package org.alloclab.stress.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.stress.injection.StepTable;
import org.alloclab.stress.injection.SteppedClasses;
import org.alloclab.stress.injection.Steps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Classes with steps, and those without. */
class SteppedClassesTest {
    @AfterEach
    void watchNothing() {
        Steps.watch(Steps.NOTHING);
    }

    private static List<String> stepsOfOneAllocation() {
        Thread me = Thread.currentThread();
        List<String> steps = new ArrayList<>();
        try (LockFreeAllocator heap = new LockFreeAllocator(HeapLayout.CLASSIC)) {
            Steps.watch(step -> {
                if (Thread.currentThread() == me) {
                    steps.add(StepTable.get(step).toString());
                }
            });
            heap.free(heap.allocate(16));
            Steps.watch(Steps.NOTHING);
        }
        return steps;
    }

    @Test
    void theShippedClassesHaveNone() {
        assertThat(stepsOfOneAllocation()).isEmpty();
    }

    /** The same elsewhere. */
    static final class There implements Function<String, List<String>> {
        @Override
        public List<String> apply(String nothing) {
            return stepsOfOneAllocation();
        }
    }

    @Test
    void aStepSaysWhereItIsAndWhatIsNext() throws ReflectiveOperationException {
        List<String> steps = new SteppedClasses().call(There.class, "");
        assertThat(steps)
                .anyMatch(step ->
                        step.matches(
                                "Arena\\.claim#\\d+ before CLAIMED.compareAndSet"
                                        + " \\(Arena.java:\\d+\\)"))
                .anyMatch(step -> step.matches("Pool\\.open#\\d+ after WORD.setVolatile .*"))
                .anyMatch(step -> step.matches("Arenas.acquire#\\d+ before ArenaSource.acquire .*"))
                .anyMatch(step -> step.matches("Arenas.acquire#\\d+ before new Arena .*"))
                .anyMatch(step -> step.matches("Magazines\\.push#\\d+ before an array is wri.*"))
                .anyMatch(step -> step.matches("ThreadCache.free#\\d+ entered .*"));
    }
}
