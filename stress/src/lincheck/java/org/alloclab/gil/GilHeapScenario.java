package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.stress.lincheck.PlainSlots;
import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioArenas;
import org.alloclab.stress.lincheck.SlotsOnHeap;

import java.util.List;

/** The whole allocator, as its users see it, is linearizable to slots with values. */
public final class GilHeapScenario extends SlotsOnHeap {
    private final GilAllocator heap;

    /** Empty slots; arenas go back at once. */
    public GilHeapScenario() {
        this(new GilAllocator(HeapLayout.CLASSIC38, ScenarioArenas.open()));
    }

    private GilHeapScenario(GilAllocator heap) {
        super(heap);
        this.heap = heap;
    }

    static List<Scenario> scenarios() {
        return List.of(
                of("puts", "put(0, 1)", "put(0, 2)"),
                of("takes", "take(0)", "take(1)").after("fill(8)"),
                of("sameTakes", "take(0)", "take(0)").after("fill(8)"),
                of("takesAndPuts", "put(9, 10)", "take(0); put(0, 11)", "take(1)").after("fill(8)"),
                of("takeAndPut", "put(9, 10)", "take(0)").after("fill(8)"),
                of("moves", "move(0)", "move(1)", "put(9, 10)").after("fill(8)"),
                of("trimAndPut", "trim()", "put(0, 2); take(0)"),
                // Not after a fill: what Lincheck ignores has other hash codes than what it runs,
                // and an arena whose hash code changes stays among the current ones.
                of("trimAndTake", "trim()", "put(0, 1); take(0); put(0, 2)"));
    }

    private static Scenario of(String name, String... threads) {
        return Scenario.of(GilHeapScenario.class, name, threads).like(PlainSlots.class).waiting();
    }

    @Override
    protected void checkInvariants() {
        if (heap.lock().isHeld()) {
            throw new IllegalStateException("the lock is held, but by no call");
        }
    }
}
