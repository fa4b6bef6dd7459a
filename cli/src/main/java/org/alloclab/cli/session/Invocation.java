package org.alloclab.cli.session;

import org.alloclab.cli.terminal.Streams;
import org.alloclab.cli.terminal.TerminalEscape;

import java.util.ArrayList;
import java.util.List;

/**
 * How the program was called.
 *
 * @param arguments as they were typed
 * @param streams where to write
 */
public record Invocation(List<String> arguments, Streams streams) {
    public Invocation {
        arguments = List.copyOf(arguments);
    }

    /** The command that does the same again. */
    public String repetition(Seed seed) {
        return repetition(arguments, seed.value());
    }

    /** The command that does again what arguments and a seed did. */
    public static String repetition(List<String> arguments, long seed) {
        List<String> words = new ArrayList<>(arguments);
        if (words.stream().noneMatch(word -> word.equals("--seed") || word.startsWith("--seed="))) {
            int end = words.contains("--") ? words.indexOf("--") : words.size();
            words.addAll(end, List.of("--seed", Long.toString(seed)));
        }
        words.addFirst("alloclab");
        return String.join(" ", words.stream().map(TerminalEscape::forShell).toList());
    }
}
