package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.bench.measure.ForkRunner;
import org.alloclab.bench.measure.JmhRunner;
import org.alloclab.cli.terminal.Streams;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The program run to its end inside this process.
 *
 * @param command what was typed
 * @param exitCode its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Ran(String command, int exitCode, String out, String err) {
    private static final JsonMapper JSON = new JsonMapper();

    static Ran with(Object... arguments) {
        return on(JmhRunner::open, arguments);
    }

    /** The same with other forks of benchmarks. */
    static Ran on(ForkRunner.Factory forks, Object... arguments) {
        String[] args = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Main.run(args, Streams.captured(stream(out), stream(err)), forks);
        return new Ran(
                String.join(" ", args),
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** The run came to its end, and said so last. */
    Ran ended(int code, String word) {
        assertThat(exitCode).as("%s%n%s%s", command, out, err).isEqualTo(code);
        assertThat(err.lines().toList().getLast())
                .startsWith("result: %s (exit %d); repeat with: alloclab ".formatted(word, code))
                .contains("--seed");
        return this;
    }

    /** The run was refused: one line that names all this, and not a word elsewhere. */
    Ran refused(int code, String... named) {
        assertThat(exitCode).as("%s%n%s%s", command, out, err).isEqualTo(code);
        assertThat(err).as(command).endsWith("\n").startsWith("alloclab");
        assertThat(List.of(named)).allSatisfy(name -> assertThat(err).as(command).contains(name));
        assertThat(err.strip().codePoints().filter(Ran::movesTheCursor).count())
                .as("control characters in %s", err)
                .isZero();
        assertThat(out).as(command).isEmpty();
        return this;
    }

    private static boolean movesTheCursor(int code) {
        return Character.isISOControl(code)
                || Character.getType(code) == Character.FORMAT
                || Character.getType(code) == Character.LINE_SEPARATOR;
    }

    /** Standard output as JSON. */
    JsonNode json() {
        return JSON.readTree(out);
    }
}
