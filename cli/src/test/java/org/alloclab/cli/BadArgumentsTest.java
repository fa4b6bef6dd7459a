package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.cli.terminal.TerminalEscape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Arguments that make no sense: exit 2, one line that names them, nothing else. */
class BadArgumentsTest {
    private static final String TRACE = "builtin:json_docs";
    private static final String TOO_LONG = "9".repeat(300);

    @TempDir private Path folder;

    /** Arguments, and what the line must hold. */
    private record Case(List<String> arguments, List<String> named) {
        static Case of(String arguments, String... named) {
            return new Case(List.of(arguments.split(" ", -1)), List.of(named));
        }

        @Override
        public String toString() {
            return TerminalEscape.safe(String.join(" ", arguments));
        }
    }

    private static final List<Case> VERBS =
            List.of(
                    Case.of("rnu", "unknown verb \"rnu\"", "run, replay", "did you mean run?"),
                    Case.of("gold", "did you mean golden?"),
                    Case.of("doktor", "did you mean doctor?"),
                    Case.of("RUN", "\"RUN\"", "did you mean run?"),
                    Case.of("help", "did you mean --help?"),
                    Case.of(
                            "xyzzy",
                            "unknown verb \"xyzzy\" (expected: run, replay, golden, bench"),
                    Case.of("", "unknown verb \"\""),
                    Case.of("@arguments", "unknown verb \"@arguments\""),
                    Case.of("--threads 1", "unknown flag \"--threads\"", "a verb first"),
                    Case.of("--versoin", "did you mean --version?"),
                    Case.of("-x", "unknown flag \"-x\""),
                    Case.of("soka", "did you mean soak?"));

    private static final List<Case> FLAGS =
            List.of(
                    Case.of("run --thread 1", "unknown flag \"--thread\"", "mean --threads?"),
                    Case.of("run --thraeds=1", "\"--thraeds=1\"", "did you mean --threads?"),
                    Case.of("run --mode copies", "unknown flag \"--mode\""),
                    Case.of("run --colour never", "did you mean --color?"),
                    Case.of("run -q", "unknown flag \"-q\""),
                    Case.of("run --no-touch", "unknown flag \"--no-touch\""),
                    Case.of("run extra", "unexpected argument \"extra\" (expected: flags only)"),
                    Case.of("run run", "unexpected argument \"run\""),
                    Case.of("doctor x", "unexpected argument \"x\""),
                    Case.of("doctor --layout classic", "unknown flag \"--layout\""),
                    Case.of("bench pair", "unexpected argument \"pair\" (expected: flags only)"),
                    Case.of("bench --thread 1", "did you mean --threads?"),
                    Case.of("bench --workload pair", "did you mean --workloads?"),
                    Case.of("bench --traces json_docs", "unknown flag \"--traces\""),
                    Case.of("bench --out", "--out is missing"),
                    Case.of("bench --suite quick --suite full", "--suite given twice"),
                    Case.of("replay", "TRACE is missing"),
                    Case.of("replay a b", "unexpected argument \"b\" (expected: one TRACE)"),
                    Case.of("golden", "PATH is missing"),
                    Case.of("golden --seed 1", "PATH is missing"),
                    Case.of("misuse duoble-free", "NAME", "did you mean double-free?"),
                    Case.of("misuse overflow underflow", "\"underflow\" (expected: one NAME)"),
                    Case.of("run --quiet=maybe", "--quiet", "maybe"));

    /** A flag for each, with nothing behind it, and given twice. */
    static Stream<Case> flagsWithoutValueAndDoubled() {
        List<Case> cases = new ArrayList<>();
        for (String flag :
                List.of(
                        "--backend gil",
                        "--traces json_docs",
                        "--threads 1",
                        "--layout classic",
                        "--budget 1s",
                        "--seed 1",
                        "--json x",
                        "--color never")) {
            String name = flag.split(" ")[0];
            cases.add(Case.of("run " + name, name + " is missing"));
            cases.add(Case.of("run " + name + " --quiet", name));
            cases.add(Case.of("run " + name + "=", name + " \"\""));
            cases.add(new Case(List.of("run", name, ""), List.of(name + " \"\"")));
            cases.add(Case.of("run " + flag + " " + flag, name + " given twice"));
        }
        cases.add(Case.of("run --quiet --quiet", "--quiet given twice"));
        return cases.stream();
    }

    static Stream<Case> values() {
        List<Case> cases = new ArrayList<>();
        for (String threads :
                List.of(
                        "0",
                        "-1",
                        "1e9",
                        "abc",
                        "4-2",
                        "1,,2",
                        ",",
                        "1,",
                        ",1",
                        "1.5",
                        "1025",
                        "99999999999",
                        "0x10",
                        "+1",
                        "1;2",
                        "auto",
                        "\u0663",
                        "1,0",
                        TOO_LONG)) {
            cases.add(value("run --threads=", threads, "numbers from 1 to 1024"));
            cases.add(value("replay " + TRACE + " --threads=", threads, "numbers from 1 to 1024"));
        }
        for (String budget :
                List.of(
                        "5x",
                        "-1s",
                        "0s",
                        "0ms",
                        "s",
                        "1.5s",
                        "1e3s",
                        "1m30s",
                        "10000h",
                        "5S",
                        "999999999h",
                        "9999999999s",
                        TOO_LONG)) {
            cases.add(value("run --budget=", budget, "a time from 1ms to 168h"));
        }
        cases.add(value("run --budget=", "30", "did you mean 30s?"));
        for (String seed :
                List.of(
                        "x",
                        "1.0",
                        "9223372036854775808",
                        "-9223372036854775809",
                        "0x1",
                        "1e3",
                        "18446744073709551616",
                        TOO_LONG)) {
            cases.add(value("doctor --seed=", seed, "a whole number of at most 64 bits"));
        }
        cases.add(value("run --layout=", "clasic", "did you mean classic?"));
        cases.add(value("run --layout=", "CLASSIC", "did you mean classic?"));
        cases.add(value("run --layout=", "classic39", "classic, classic38 or modern"));
        cases.add(value("run --layout=", "huge", "classic, classic38 or modern"));
        cases.add(value("run --backend=", "gill", "did you mean gil?"));
        cases.add(Case.of("run --backends=gill", "--backend \"gill\"", "did you mean gil?"));
        cases.add(Case.of("run --model=gil,lock-free", "\"lock-free\"", "did you mean lockfree?"));
        cases.add(Case.of("run --backend=gil,", "--backend \"\"", "gil, lockfree"));
        cases.add(Case.of("run --backend=gil --backends=gil", "--backend given twice"));
        cases.add(Case.of("run --class-path=", "--class-path \"\""));
        cases.add(value("replay " + TRACE + " --backend=", "lokfree", "did you mean lockfree?"));
        cases.add(value("replay " + TRACE + " --mode=", "copy", "did you mean copies?"));
        cases.add(value("replay " + TRACE + " --mode=", "record", "did you mean recorded?"));
        cases.add(value("run --traces=", "json_doc", "did you mean json_docs?"));
        cases.add(value("run --traces=", "json_docs,pipeline", "json_docs or thread_pipeline"));
        cases.add(value("bench --suite=", "quik", "did you mean quick?"));
        cases.add(value("bench --suite=", "all", "quick, headline or full"));
        cases.add(value("bench --workloads=", "pairs", "did you mean pair?"));
        cases.add(value("bench --workloads=", "pair,,churn", "pair, batch, churn"));
        cases.add(value("bench --workloads=", "false-sharing", "thread-churn, virtual-threads"));
        cases.add(value("bench --backend=", "malloc", "jemalloc, mimalloc, tcmalloc"));
        cases.add(Case.of("bench --backends=lockfree,jmalloc", "did you mean jemalloc?"));
        cases.add(value("bench --backend=", "netty", "did you mean netty-"));
        cases.add(Case.of("bench --backend gil --backends gil", "--backend given twice"));
        cases.add(value("bench --layout=", "modren", "did you mean modern?"));
        cases.add(value("bench --threads=", "1-4", "numbers from 1 to 1024"));
        cases.add(value("bench --budget=", "90", "did you mean 90s?"));
        cases.add(value("bench --peer-lib=", "/lib/libjemalloc.so", "NAME=PATH, as mimalloc="));
        cases.add(value("bench --peer-lib=", "jemaloc=/x", "did you mean jemalloc?"));
        cases.add(value("bench --peer-lib=", "glibc=/x", "jemalloc, mimalloc, tcmalloc or"));
        cases.add(value("bench --peer-lib=", "mimalloc=", "the name of a file"));
        cases.add(value("run --checks=", "debg", "did you mean debug?"));
        cases.add(value("replay " + TRACE + " --checks=", "all", "faithful, debug or hardened"));
        cases.add(value("misuse --checks=", "hard", "faithful, debug or hardened"));
        cases.add(value("misuse --backend=", "gli", "did you mean gil?"));
        cases.add(value("run --color=", "allways", "did you mean always?"));
        cases.add(value("run --color=", "yes", "auto, always or never"));
        return cases.stream();
    }

    private static Case value(String before, String value, String expected) {
        List<String> arguments = new ArrayList<>(List.of(before.split(" ")));
        arguments.add(arguments.removeLast() + value);
        String flag = before.replaceFirst(".* ", "").replace("=", "");
        String typed = value.length() > 200 ? value.substring(0, 200) : value;
        return new Case(arguments, List.of(flag, typed, expected));
    }

    @ParameterizedTest
    @FieldSource({"VERBS", "FLAGS"})
    @MethodSource({"flagsWithoutValueAndDoubled", "values"})
    void areRefusedInOneLine(Case bad) {
        Ran.with(bad.arguments.toArray()).refused(2, bad.named.toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\rb",
                "a\tb",
                "\u001b[31mred",
                "a\u0007",
                "a\u202Eb",
                "a\u2028b",
                "a\u0085b",
                "\ud800",
                "a\u0000b",
                "\ue000"
            })
    void controlCharactersAreWrittenAsEscapes(String text) {
        Ran.with(text).refused(2, "unknown verb", "\\");
        Ran.with("run", "--layout", text).refused(2, "--layout", "\\");
        Ran.with("run", text).refused(2, "unexpected argument", "\\");
        Ran.with("run", "--" + text).refused(2, "unknown flag", "\\");
        int noName = text.matches("(?s).*[\0\ud800].*") ? 2 : 4; // no file can be called so
        Ran.with("replay", folder + "/" + text).refused(noName, "\\");
        Ran.with("golden", folder + "/" + text).refused(noName, "\\");
    }

    @Test
    void aFileNameNoSystemTakesIsABadArgument() {
        Ran.with("doctor", "--json", "a\0b").refused(2, "--json", "\\u0000");
        Ran.with("golden", "a\0b").refused(2, "PATH", "\\u0000");
        Ran.with("replay", "").refused(2, "TRACE \"\"");
        Ran.with("golden", "").refused(2, "PATH \"\"");
    }

    @Test
    void builtInTracesAreNamedWhenOneIsUnknown() {
        Ran.with("replay", "builtin:json_dosc")
                .refused(2, "\"builtin:json_dosc\"", "thread_pipeline", "mean builtin:json_docs?");
        Ran.with("replay", "builtin:").refused(2, "\"builtin:\"", "json_docs");
        Ran.with("replay", "json_docs").refused(4, "\"json_docs\"", "mean builtin:json_docs?");
    }

    @Test
    void aRecordedReplayHasTheThreadsItWasRecordedWith() {
        Ran.with("replay", "builtin:thread_pipeline", "--mode", "recorded", "--threads", "5")
                .refused(2, "--threads \"5\"", "expected: 6, as recorded");
    }

    @Test
    void manyArgumentsAreRefusedAsOne() {
        Object[] arguments = new Object[100_000];
        Arrays.fill(arguments, "x");
        Ran ran = Ran.with(arguments).refused(2, "unknown verb \"x\"");
        assertThat(ran.err().length()).isLessThan(200);
    }

    @Test
    void aLongArgumentIsShortened() {
        Ran ran = Ran.with("run", "--layout", "x".repeat(100_000)).refused(2, "100,000 characters");
        assertThat(ran.err().length()).isLessThan(400);
    }
}
