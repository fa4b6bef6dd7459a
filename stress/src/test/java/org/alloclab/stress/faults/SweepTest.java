package org.alloclab.stress.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilProvider;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.lockfree.LockFreeProvider;
import org.alloclab.lockfree.SpinningAllocator;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.injection.SteppedClasses;
import org.alloclab.stress.protocol.SweepResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Every kind of fault on a workload or two, and on allocators that are not up to it. */
class SweepTest {
    private static final SteppedClasses STEPPED = new SteppedClasses();

    /** How long a mutant may keep others waiting: what it breaks, it breaks for good. */
    private static final Duration SHORT = Duration.ofMillis(300);

    private static Map<String, Object> swept(String name) throws ReflectiveOperationException {
        return STEPPED.call(Brief.class, name);
    }

    /** Carries out a sweep, {@code fault.subject.workload}, where there are steps. */
    static final class Brief implements Function<String, Map<String, Object>> {
        @Override
        public Map<String, Object> apply(String name) {
            String[] parts = name.split("\\.");
            Extent extent =
                    provider(parts[1]) instanceof Mutant ? new Extent(true, SHORT) : Extent.BRIEF;
            Sweep sweep =
                    new Sweep(
                            FaultKind.valueOf(parts[0].toUpperCase()),
                            provider(parts[1]),
                            SweepWorkload.valueOf(parts[2].toUpperCase()));
            try {
                SweepResults.SweepResult swept = sweep.run(extent).of(sweep, 0);
                return Map.of(
                        "points", swept.points(),
                        "survived", swept.survived(),
                        "stopped", swept.stopped(),
                        "leaks", swept.leaks(),
                        "damaged", swept.damaged(),
                        "stopping", swept.stopping(),
                        "missed", swept.missed(),
                        "broken", swept.broken());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static AllocatorProvider provider(String name) {
        return switch (name) {
            case "gil" -> new GilProvider();
            case "lockfree" -> new LockFreeProvider();
            case "spinning" -> new Mutant(SpinningAllocator::new);
            case "leaking" ->
                    new Mutant(
                            (layout, source) -> new LockFreeAllocator(layout, new Leaking(source)));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private interface Opening {
        SmallObjectAllocator of(HeapLayout layout, ArenaSource source);
    }

    private record Mutant(Opening opening) implements AllocatorProvider {
        @Override
        public String name() {
            return "mutant";
        }

        @Override
        public String description() {
            return "not up to it";
        }

        @Override
        public Set<AllocatorPromise> promises() {
            return EnumSet.allOf(AllocatorPromise.class);
        }

        @Override
        public List<HeapLayout> layouts() {
            return List.of(HeapLayout.values());
        }

        @Override
        public SmallObjectAllocator open(HeapLayout layout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
            return opening.of(layout, source);
        }
    }

    /** Tries again when an arena is refused, and forgets about the one that it gets then. */
    private static final class Leaking extends ForwardingArenaSource {
        Leaking(ArenaSource source) {
            super(source);
        }

        @Override
        public long acquire() {
            try {
                return super.acquire();
            } catch (HeapExhaustedException e) {
                super.acquire();
                throw e;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arena.gil.growth",
                "arena.gil.handover",
                "arena.gil.idle",
                "arena.lockfree.growth",
                "arena.lockfree.handover",
                "arena.lockfree.idle",
                "reuse.gil.dead",
                "reuse.lockfree.dead",
                "limit.gil.growth",
                "limit.lockfree.growth",
                "raw.gil.dead",
                "raw.lockfree.dead",
                "memory.gil.growth",
                "memory.lockfree.growth",
                "interrupt.gil.handover",
                "interrupt.lockfree.dead",
                "yield.gil.virtual",
                "yield.lockfree.virtual",
                "freeze.lockfree.handover",
                "freeze.lockfree.dead",
                "freeze.lockfree.growth",
                "freeze.lockfree.virtual"
            })
    void noOtherThreadIsAffectedAndNothingIsLost(String name) throws ReflectiveOperationException {
        Map<String, Object> swept = swept(name);
        assertThat(swept.toString()).contains("broken=[]", "missed=[]", "stopping=[]", "leaks=0");
        assertThat((int) swept.get("points")).isPositive().isEqualTo(swept.get("survived"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"death.lockfree.dead", "death.lockfree.virtual", "stack.lockfree.handover"})
    void aCallCutShortMayCostABlockOrAPool(String name) throws ReflectiveOperationException {
        Map<String, Object> swept = swept(name);
        assertThat(swept.toString()).contains("broken=[]", "missed=[]", "stopping=[]");
        assertThat((int) swept.get("points")).isPositive().isEqualTo(swept.get("survived"));
    }

    @Test
    void onlyAFrozenHolderOfTheLockStopsTheOthers() throws ReflectiveOperationException {
        Map<String, Object> swept = swept("freeze.gil.dead");
        assertThat(swept.toString()).contains("broken=[]", "missed=[]", "leaks=0");
        assertThat(swept.get("stopping").toString())
                .contains("GlobalInterpreterLock.take#3 after ReentrantLock.tryLock")
                .contains("Pool.allocate#")
                .contains("GlobalInterpreterLock.leave#3 before ReentrantLock.unlock")
                .doesNotContain("before ReentrantLock.tryLock", "after ReentrantLock.unlock");
        assertThat((int) swept.get("survived")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"death.gil.growth", "stack.gil.growth", "stack.gil.own"})
    void aCallCutShortStopsTheOthersOnlyInTheLocksOwnCode(String name)
            throws ReflectiveOperationException {
        Map<String, Object> swept = swept(name);
        assertThat(swept.toString()).contains("broken=[]", "missed=[]");
        assertThat((int) swept.get("survived")).isPositive();
        assertThat((Iterable<?>) swept.get("stopping"))
                .allSatisfy(
                        step -> assertThat(step.toString()).startsWith("GlobalInterpreterLock."));
    }

    @Test
    void aThreadThatSpinsUntilAnotherIsDoneIsFound() throws ReflectiveOperationException {
        assertThat(swept("freeze.spinning.idle").get("broken").toString())
                .contains("SpinningAllocator.trim#", "the other threads do not get through");
    }

    @Test
    void anArenaThatIsForgottenIsFound() throws ReflectiveOperationException {
        Map<String, Object> swept = swept("arena.leaking.growth");
        assertThat((int) swept.get("leaks")).isPositive();
        assertThat(swept.get("broken").toString()).contains("left");
    }
}
