package org.alloclab.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * How the program was called.
 *
 * @param arguments as they were typed
 * @param streams where to write
 */
record Invocation(List<String> arguments, Streams streams) {
    Invocation {
        arguments = List.copyOf(arguments);
    }

    /** The command that does the same again. */
    String repetition(Seed seed) {
        return repetition(arguments, seed.value());
    }

    /** The command that does again what arguments and a seed did. */
    static String repetition(List<String> arguments, long seed) {
        List<String> words = new ArrayList<>(arguments);
        if (words.stream().noneMatch(word -> word.equals("--seed") || word.startsWith("--seed="))) {
            int end = words.contains("--") ? words.indexOf("--") : words.size();
            words.addAll(end, List.of("--seed", Long.toString(seed)));
        }
        words.addFirst("alloclab");
        return String.join(" ", words.stream().map(Quoted::forShell).toList());
    }
}
