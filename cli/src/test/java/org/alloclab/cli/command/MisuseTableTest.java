package org.alloclab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.checks.CheckLevel;
import org.alloclab.cli.terminal.Style;
import org.alloclab.stress.misuse.Misuse;
import org.alloclab.stress.misuse.MisuseOutcome;
import org.alloclab.stress.misuse.MisusedModel;
import org.alloclab.stress.misuse.Observation;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

class MisuseTableTest {
    @Test
    void aCellThatIsNotAsStatedIsNamed() {
        Observation silent = new Observation(MisuseOutcome.SILENT, List.of(), "nothing", null);
        var wrong =
                new MisuseTable.Cell(
                        Misuse.DOUBLE_FREE, CheckLevel.DEBUG, MisusedModel.GIL, silent);
        var right = MisuseTable.Cell.of(Misuse.DOUBLE_FREE, CheckLevel.FAITHFUL, MisusedModel.GIL);
        assertThat(wrong.isAsExpected()).isFalse();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new MisuseTable(List.of(right, wrong)).show(out, new Style(false));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains(
                        "S, not D DoubleFree", "1 row, 2 cells, each one done and looked at: 1 as");
    }
}
