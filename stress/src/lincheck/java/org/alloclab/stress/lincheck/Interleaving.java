package org.alloclab.stress.lincheck;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Lincheck says of a failure, cut down to what a reader follows. */
final class Interleaving {
    private static final Pattern SHORT =
            Pattern.compile("(?s)The following interleaving leads to the error:\n(.*?)(\n\n|$)");
    private static final Pattern EXCEPTION =
            Pattern.compile("(?m)^#\\d+: (?:\\w+\\.)*(\\w+(?:: .*)?)$");
    private static final Pattern KIND = Pattern.compile("(?m)^= (.*?) =$");
    private static final int MOST_LINES = 100;

    private final String message;

    Interleaving(String message) {
        this.message = message;
    }

    /** What went wrong, in a line. */
    String summary() {
        Matcher exception = EXCEPTION.matcher(message);
        if (exception.find()) {
            return exception.group(1);
        }
        Matcher kind = KIND.matcher(message);
        String word = kind.find() ? kind.group(1) : "failure";
        return word.equals("Invalid execution results")
                ? "what the steps returned fits no order of them"
                : word;
    }

    /** The steps that led to it, a column a thread; all that was said, if they are not there. */
    String steps() {
        Matcher table = SHORT.matcher(message);
        String steps = table.find() ? table.group(1) : message;
        List<String> lines = steps.lines().toList();
        if (lines.size() <= MOST_LINES) {
            return steps;
        }
        return String.join("\n", lines.subList(0, MOST_LINES))
                + "\n(%d more lines)".formatted(lines.size() - MOST_LINES);
    }
}
