package org.alloclab.bench;

import org.alloclab.provider.AllocatorUnavailableException;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One measurement that was asked for.
 *
 * @param arguments as JMH takes them
 */
record Request(List<String> arguments) {
    private static final ObjectMapper JSON = JsonMapper.shared();
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|\\S+");

    /** Reads a line of arguments. */
    static Request parse(String line) {
        return new Request(ARGUMENT.matcher(line).results().map(Request::unquoted).toList());
    }

    private static String unquoted(MatchResult argument) {
        return argument.group(1) != null ? argument.group(1) : argument.group();
    }

    /**
     * Measures.
     *
     * @param talk what JMH says meanwhile
     * @return a line of JSON, whether it worked or not
     */
    String measure(Transcript talk) {
        talk.clear();
        try {
            var options =
                    new OptionsBuilder()
                            .parent(new CommandLineOptions(arguments.toArray(String[]::new)))
                            .shouldFailOnError(true)
                            .build();
            return answer("ok", json(new Runner(options).run()));
        } catch (NoBenchmarksException e) {
            return failed("no benchmark matches: " + String.join(" ", arguments));
        } catch (CommandLineOptionException e) {
            return failed(e.getMessage());
        } catch (RunnerException | RuntimeException e) {
            String words = talk.lastWords();
            return failed(words.isEmpty() ? reason(e) : reason(e) + ": " + words);
        }
    }

    private static String failed(String reason) {
        return answer("failed", JSON.getNodeFactory().stringNode(reason));
    }

    private static String answer(String name, JsonNode value) {
        return JSON.createObjectNode().set(name, value).toString();
    }

    /** The results, as the format of JMH has them. */
    private static JsonNode json(Collection<RunResult> results) {
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(results);
        return JSON.readTree(bytes.toByteArray());
    }

    /**
     * What really happened: JMH wraps the benchmark's own exceptions, and hides them as suppressed.
     */
    private static String reason(Throwable e) {
        if (e instanceof BenchmarkException && e.getSuppressed().length > 0) {
            return reason(e.getSuppressed()[0]);
        }
        if (e.getCause() != null) {
            return reason(e.getCause());
        }
        return switch (e) {
            case IllegalArgumentException _,
                    IllegalStateException _,
                    AllocatorUnavailableException _,
                    RunnerException _ ->
                    e.getMessage();
            default -> e.toString();
        };
    }
}
