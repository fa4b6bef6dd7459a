package org.alloclab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.checks.CheckLevel;
import org.alloclab.cli.terminal.Style;
import org.alloclab.gil.GilProvider;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.provider.Allocators;
import org.alloclab.stress.misuse.Misuse;
import org.alloclab.stress.misuse.MisuseOutcome;
import org.alloclab.stress.misuse.Observation;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

class MisuseTableTest {
    private static final AllocatorProvider GIL = new GilProvider();

    private static String text(MisuseTable.Cell... cells) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new MisuseTable(List.of(cells)).show(out, new Style(false));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCellThatIsNotAsStatedIsNamed() throws AllocatorUnavailableException {
        Observation silent = new Observation(MisuseOutcome.SILENT, List.of(), "nothing", null);
        var wrong = new MisuseTable.Cell(Misuse.DOUBLE_FREE, CheckLevel.DEBUG, GIL, silent);
        var right = MisuseTable.Cell.of(Misuse.DOUBLE_FREE, CheckLevel.FAITHFUL, GIL);
        assertThat(wrong.isAsExpected()).isFalse();
        assertThat(text(right, wrong))
                .contains(
                        "S, not D DoubleFree", "1 row, 2 cells, each one done and looked at: 1 as");
    }

    @Test
    void aCellThatIsLeftOutIsNamed() throws AllocatorUnavailableException {
        AllocatorProvider glibc = Allocators.installed().named("glibc").orElseThrow();
        assertThat(
                        text(
                                MisuseTable.Cell.of(Misuse.DOUBLE_FREE, CheckLevel.FAITHFUL, glibc),
                                MisuseTable.Cell.of(Misuse.DOUBLE_FREE, CheckLevel.DEBUG, glibc)))
                .contains(
                        "at faithful: glibc does not promise wrong-frees-found: double-free",
                        "1 row, 1 cells, each one done and looked at: 1 as stated");
    }
}
