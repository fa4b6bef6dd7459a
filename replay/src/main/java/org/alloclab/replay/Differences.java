package org.alloclab.replay;

import java.util.ArrayDeque;
import java.util.Deque;

/** Counts differences from a file, and shows the first among the lines around it. */
final class Differences {
    private static final int AROUND = 5; // lines before, and as many behind
    private static final int RECENT = 100; // a difference may be noticed this many lines late

    private final Deque<Line> recent = new ArrayDeque<>();
    private final StringBuilder first = new StringBuilder();
    private long count;
    private long firstLine;

    private record Line(long number, String text) {}

    /** Notes a line that was read. All lines, in order, before anything is compared with them. */
    void read(long number, String text) {
        if (count == 0) {
            if (recent.size() == RECENT) {
                recent.removeFirst();
            }
            recent.addLast(new Line(number, text));
        } else if (number <= firstLine + AROUND) {
            show(new Line(number, text));
        }
    }

    /** Notes what came out where the file has {@code expected}. */
    void compare(long line, String expected, String actual) {
        if (!expected.equals(actual)) {
            add(line, expected, actual);
        }
    }

    private void add(long line, String expected, String actual) {
        if (count++ > 0) {
            return;
        }
        firstLine = line;
        first.append("line %d: expected '%s', actual '%s'".formatted(line, expected, actual));
        for (Line near : recent) {
            if (near.number >= line - AROUND && near.number <= line + AROUND) {
                show(near);
            }
        }
    }

    private void show(Line line) {
        String mark = line.number == firstLine ? "->" : "  ";
        first.append("\n%s %7d  %s".formatted(mark, line.number, line.text));
    }

    long count() {
        return count;
    }

    /** The first difference: a line of its own, then the lines of the file; empty if none. */
    String first() {
        return first.toString();
    }
}
