package org.alloclab.cli.command;

import org.alloclab.cli.terminal.TerminalEscape;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Steps in few words: {@code Pool.carve (9 steps, lines 128-134)}. */
final class SweepSteps {
    private static final Pattern STEP = Pattern.compile("([^#]+)#\\d+ .*:(\\d+)\\)");

    private SweepSteps() {}

    /** Method by method; what is no step is left as it is. */
    static String byMethod(Collection<String> steps) {
        Map<String, TreeSet<Integer>> lines = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (String step : steps) {
            Matcher parts = STEP.matcher(step);
            boolean known = parts.matches();
            String method = known ? parts.group(1) : step;
            counts.merge(method, 1, Integer::sum);
            lines.computeIfAbsent(method, _ -> new TreeSet<>());
            if (known) {
                lines.get(method).add(Integer.parseInt(parts.group(2)));
            }
        }
        return counts.entrySet().stream()
                .map(method -> words(method.getKey(), method.getValue(), lines))
                .collect(Collectors.joining(", "));
    }

    private static String words(String method, int count, Map<String, TreeSet<Integer>> all) {
        TreeSet<Integer> lines = all.get(method);
        if (lines.isEmpty()) {
            return TerminalEscape.safe(method);
        }
        String where =
                lines.size() == 1
                        ? "line " + lines.first()
                        : "lines %d-%d".formatted(lines.first(), lines.last());
        return "%s (%d step%s, %s)"
                .formatted(TerminalEscape.safe(method), count, count == 1 ? "" : "s", where);
    }
}
