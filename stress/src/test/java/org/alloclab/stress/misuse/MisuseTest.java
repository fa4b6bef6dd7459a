package org.alloclab.stress.misuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.checks.CheckLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.stream.Stream;

/** Every cell of the table: what is stated is what happens, silence and its damage included. */
class MisuseTest {
    static Stream<Arguments> cells() {
        return Arrays.stream(Misuse.values())
                .flatMap(misuse ->
                        Arrays.stream(CheckLevel.values())
                                .flatMap(level ->
                                        Arrays.stream(MisusedModel.values())
                                                .map(model -> Arguments.of(misuse, level, model))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cells")
    void isNoticedAsStated(Misuse misuse, CheckLevel level, MisusedModel model) {
        Observation seen = misuse.observe(level, model);
        assertThat(seen.code()).as("%s", seen).isEqualTo(misuse.expected(level, model));
        assertThat(seen.text()).isNotBlank();
    }

    @Test
    void everyLevelNoticesMoreThanTheOneBefore() {
        for (MisusedModel model : MisusedModel.values()) {
            long[] silent =
                    Arrays.stream(CheckLevel.values())
                            .mapToLong(level -> silent(level, model))
                            .toArray();
            assertThat(silent[0]).isGreaterThan(silent[1]);
            assertThat(silent[1]).isGreaterThan(silent[2]);
            assertThat(silent[2]).isZero();
        }
    }

    private static long silent(CheckLevel level, MisusedModel model) {
        return Arrays.stream(Misuse.values())
                .filter(misuse -> misuse.expected(level, model).equals("S"))
                .count();
    }

    /** The debug hooks' own report is there where they have one. */
    @Test
    void theReportIsTheHooks() {
        assertThat(Misuse.OVERFLOW.observe(CheckLevel.DEBUG, MisusedModel.LOCKFREE).report())
                .anyMatch(line -> line.contains("*** OUCH"))
                .last()
                .isEqualTo("Fatal Python error: _PyMem_DebugRawFree: bad trailing pad byte");
        assertThat(Misuse.OVERFLOW.observe(CheckLevel.HARDENED, MisusedModel.GIL).report())
                .isEmpty();
    }

    /** A cell that could not fail would say nothing. */
    @Test
    void damageThatIsNotThereIsNoSilence() {
        Observation seen =
                MisuseFixture.show(
                        MisusedModel.GIL,
                        CheckLevel.FAITHFUL,
                        stage -> stage.damage(false, "it burns"));
        assertThat(seen.code()).isEqualTo("?");
        assertThat(seen.text()).isEqualTo("not so: it burns");
        assertThat(MisuseFixture.show(MisusedModel.LOCKFREE, CheckLevel.DEBUG, stage -> {}).code())
                .isEqualTo("?");
    }
}
