package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.bench.scaling.Estimate;
import org.alloclab.bench.statistics.Curve;
import org.alloclab.cli.command.CurveTable;
import org.alloclab.cli.terminal.NearestWord;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.cli.terminal.TextWrap;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is made of figures and of what users type. */
class WordsTest {
    @Test
    void linesEndBetweenWords() {
        String text = "word ".repeat(40).strip();
        assertThat(TextWrap.wrapped(text, 0, 2))
                .hasSize(3)
                .allMatch(line -> line.length() <= 80 && line.endsWith("word"));
        assertThat(TextWrap.wrapped(text, 0, 2).get(1)).startsWith("  word").hasSizeGreaterThan(75);
        assertThat(TextWrap.wrapped(text, 28, 28).get(0)).startsWith("word").hasSize(49);
        assertThat(TextWrap.wrapped(text, 28, 28).get(1)).startsWith(" ".repeat(28) + "word");
        assertThat(TextWrap.wrapped("x".repeat(100) + " y", 0, 2))
                .containsExactly("x".repeat(100), "  y");
        assertThat(TextWrap.wrapped("x".repeat(74) + " 3.1 %", 0, 2)).hasSize(1);
        assertThat(TextWrap.wrapped("x".repeat(75) + " 3.1 %", 0, 2)).last().isEqualTo("  3.1 %");
        assertThat(TextWrap.wrapped("", 0, 2)).containsExactly("");
    }

    @Test
    void aFittedCurveHasItsLine() {
        Curve fitted =
                new Curve(
                        "pair",
                        Map.of("size", "64"),
                        "locked-lockfree",
                        "classic38",
                        List.of(),
                        new Estimate(0.0312, 0.0298, 1.0325),
                        new Estimate(0.0006, 0, 0.0011),
                        new Estimate(1e8, 9e7, 1.1e8),
                        new Curve.Peak(40.4, 33.0, null),
                        new Curve.Foretold(16, 1e9, 1.25e9, -0.2),
                        null);
        List<String> lines = CurveTable.lines(List.of(fitted, fitted), new Style(false));
        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(lines.get(4))
                .matches(
                        "  locked-lockfree +classic38 +.031 .030-1.03 +.0006 .0000-.0011 +40 33-inf"
                                + " +-20");
    }

    @Test
    void theNearestWordIsTheOneMeant() {
        List<String> words = List.of("run", "replay", "golden", "doctor");
        assertThat(NearestWord.hint("repaly", words)).isEqualTo("; did you mean replay?");
        assertThat(NearestWord.hint("REPLAY", words)).isEqualTo("; did you mean replay?");
        assertThat(NearestWord.hint("benchmark", words)).isEmpty();
        assertThat(NearestWord.hint("", words)).isEmpty();
        assertThat(NearestWord.distance("ab", "ba")).isEqualTo(1);
        assertThat(NearestWord.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void whatIsSaidBackCanBePastedIntoAShell() {
        assertThat(TerminalEscape.forShell("a-b_c/d.json")).isEqualTo("a-b_c/d.json");
        assertThat(TerminalEscape.forShell("a b")).isEqualTo("'a b'");
        assertThat(TerminalEscape.forShell("")).isEqualTo("''");
        assertThat(TerminalEscape.forShell("a\nb'c")).isEqualTo("$'a\\nb\\'c'");
        assertThat(TerminalEscape.of("say \"x\"\u001b")).isEqualTo("\"say \\\"x\\\"\\u001b\"");
    }

    @Test
    void progressIsRareWhereNobodyWatchesAndGoneInTheEnd() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true);
        Progress plain = new Progress(stream, false, false);
        plain.show("work", 0.5);
        plain.clear();
        new Progress(stream, true, true).show("work", 0.5);
        assertThat(err.toString()).isEmpty();
        Progress terminal = new Progress(stream, false, true);
        terminal.show("work", Duration.ofSeconds(75));
        assertThat(err.toString()).contains("work, 1 min 15 s left");
        terminal.clear();
        assertThat(err.toString()).endsWith("\r\033[K");
    }
}
