package org.alloclab.stress.misuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.checks.CheckLevel;
import org.alloclab.gil.GilProvider;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.lockfree.LockFreeProvider;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.Allocators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every cell of the table: what is stated is what happens, silence and its damage included. */
class MisuseTest {
    private static final AllocatorProvider GIL = new GilProvider();
    private static final AllocatorProvider LOCKFREE = new LockFreeProvider();
    private static final List<AllocatorProvider> MODELS = List.of(GIL, LOCKFREE);

    static Stream<Arguments> cells() {
        return Arrays.stream(Misuse.values())
                .flatMap(misuse ->
                        Arrays.stream(CheckLevel.values())
                                .flatMap(level ->
                                        MODELS.stream()
                                                .map(model -> Arguments.of(misuse, level, model))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cells")
    void isNoticedAsStated(Misuse misuse, CheckLevel level, AllocatorProvider model)
            throws Exception {
        Observation seen = misuse.observe(level, model);
        assertThat(seen.code()).as("%s", seen).isEqualTo(misuse.expected(level, model));
        assertThat(seen.text()).isNotBlank();
    }

    @Test
    void everyLevelNoticesMoreThanTheOneBefore() {
        for (AllocatorProvider model : MODELS) {
            long[] silent =
                    Arrays.stream(CheckLevel.values())
                            .mapToLong(level -> silent(level, model))
                            .toArray();
            assertThat(silent[0]).isGreaterThan(silent[1]);
            assertThat(silent[1]).isGreaterThan(silent[2]);
            assertThat(silent[2]).isZero();
        }
    }

    private static long silent(CheckLevel level, AllocatorProvider model) {
        return Arrays.stream(Misuse.values())
                .filter(misuse -> misuse.expected(level, model).equals("S"))
                .count();
    }

    /** The debug hooks' own report is there where they have one. */
    @Test
    void theReportIsTheHooks() throws Exception {
        assertThat(Misuse.OVERFLOW.observe(CheckLevel.DEBUG, LOCKFREE).report())
                .anyMatch(line -> line.contains("*** OUCH"))
                .last()
                .isEqualTo("Fatal Python error: _PyMem_DebugRawFree: bad trailing pad byte");
        assertThat(Misuse.OVERFLOW.observe(CheckLevel.HARDENED, GIL).report()).isEmpty();
    }

    /** A cell that could not fail would say nothing. */
    @Test
    void damageThatIsNotThereIsNoSilence() throws Exception {
        Observation seen =
                MisuseFixture.show(
                        GIL, CheckLevel.FAITHFUL, stage -> stage.damage(false, "it burns"));
        assertThat(seen.code()).isEqualTo("?");
        assertThat(seen.text()).isEqualTo("not so: it burns");
        assertThat(MisuseFixture.show(LOCKFREE, CheckLevel.DEBUG, stage -> {}).code())
                .isEqualTo("?");
    }

    /** What could crash is left out by name; with checks around it nothing else is. */
    @ParameterizedTest
    @ValueSource(strings = {"glibc", "confined"})
    void aPeerIsMisusedAsFarAsThatIsSafe(String name) throws Exception {
        AllocatorProvider peer = Allocators.installed().named(name).orElseThrow();
        int shown = 0;
        for (CheckLevel level : CheckLevel.values()) {
            for (Misuse misuse : Misuse.values()) {
                if (misuse.leftOut(level, peer).isEmpty()) {
                    Observation seen = misuse.observe(level, peer);
                    assertThat(misuse.isExpected(level, peer, seen))
                            .as("%s %s %s", misuse, level, seen)
                            .isTrue();
                    shown++;
                }
            }
        }
        assertThat(Misuse.DOUBLE_FREE.leftOut(CheckLevel.FAITHFUL, peer))
                .contains(
                        "double-free at faithful: %s does not promise wrong-frees-found"
                                .formatted(name));
        assertThat(Misuse.DOUBLE_FREE.leftOut(CheckLevel.DEBUG, peer)).isEmpty();
        assertThat(shown).isGreaterThan(40);
    }

    /** A promise that is made is held to: a wrong free that is not found is no match. */
    @Test
    void anAllocatorThatPromisesToFindWrongFreesMustFindThem() throws Exception {
        Observation silent = new Observation(MisuseOutcome.SILENT, List.of(), "", null);
        AllocatorProvider promising = new Promising();
        assertThat(Misuse.DOUBLE_FREE.leftOut(CheckLevel.FAITHFUL, promising)).isEmpty();
        assertThat(Misuse.DOUBLE_FREE.expected(CheckLevel.FAITHFUL, promising)).isEqualTo("D");
        assertThat(Misuse.DOUBLE_FREE.isExpected(CheckLevel.FAITHFUL, promising, silent)).isFalse();
        for (Misuse misuse : Misuse.values()) {
            for (CheckLevel level : CheckLevel.values()) {
                if (misuse.leftOut(level, promising).isEmpty()) {
                    Observation seen = misuse.observe(level, promising);
                    assertThat(misuse.isExpected(level, promising, seen)).as("%s", seen).isTrue();
                }
            }
        }
    }

    /** An allocator of which no more is known than its promises. */
    private static final class Promising implements AllocatorProvider {
        @Override
        public String name() {
            return "promising";
        }

        @Override
        public String description() {
            return "all promises, no layout";
        }

        @Override
        public Set<AllocatorPromise> promises() {
            return EnumSet.allOf(AllocatorPromise.class);
        }

        @Override
        public SmallObjectAllocator open(HeapLayout layout) {
            return new LockFreeAllocator(layout);
        }
    }
}
