package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.stress.lincheck.PlainSlots;
import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioArenas;
import org.alloclab.stress.lincheck.SlotsOnHeap;

import java.util.List;

/** The whole allocator, as its users see it, is linearizable to slots with values. */
public final class HeapScenario extends SlotsOnHeap {
    private final LockFreeAllocator heap;

    /** Empty slots; arenas go back at once. */
    public HeapScenario() {
        this(new LockFreeAllocator(HeapLayout.CLASSIC38, ScenarioArenas.open()));
    }

    private HeapScenario(LockFreeAllocator heap) {
        super(heap);
        this.heap = heap;
    }

    static List<Scenario> scenarios() {
        return List.of(
                of("puts", "put(0, 1)", "put(0, 2)"),
                of("takes", "take(0)", "take(1)").after("fill(8)"),
                of("sameTakes", "take(0)", "take(0)").after("fill(8)"),
                of("takesAndPut", "put(9, 10)", "take(0); take(1)").after("fill(8)"),
                of("takesAndPuts", "put(9, 10)", "take(0); put(0, 11)", "take(1)").after("fill(8)"),
                of("lastTakes", "take(0)", "take(1)", "put(2, 3)").after("fillAndDie(2)"),
                of("moves", "move(0)", "move(0)", "put(0, 9)").after("fill(8)"),
                of("moveAndPut", "put(9, 10)", "move(0)").after("fill(8)"),
                of("trimAndPut", "trim()", "put(0, 2); take(0)"),
                of("trimAndTake", "trim()", "take(0); put(0, 2)").after("fill(1)"),
                of("deathAndTakes", "put(9, 10)", "take(0); take(1)").after("fillAndDie(8)"),
                of("deathAndTrims", "trim()", "trim()", "take(0)").after("fillAndDie(3)"));
    }

    private static Scenario of(String name, String... threads) {
        return Scenario.of(HeapScenario.class, name, threads).like(PlainSlots.class);
    }

    @Override
    protected void checkInvariants() {
        heap.checkInvariants();
    }
}
