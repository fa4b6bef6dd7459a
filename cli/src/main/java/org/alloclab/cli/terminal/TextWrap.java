package org.alloclab.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit a terminal. */
public final class TextWrap {
    private static final int COLUMNS = 80;

    private TextWrap() {}

    /**
     * The text in as many lines as it needs; only a word too long for a line sticks out.
     *
     * @param column where the first line begins, behind what stands there already
     * @param indent where the others begin
     */
    public static List<String> wrapped(String text, int column, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int start = column;
        for (String word : text.split(" (?!%)")) { // a figure and its % stay together
            if (!line.isEmpty() && start + line.length() + 1 + word.length() > COLUMNS) {
                lines.add(" ".repeat(lines.isEmpty() ? 0 : indent) + line);
                line.setLength(0);
                start = indent;
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(" ".repeat(lines.isEmpty() ? 0 : indent) + line);
        return lines;
    }
}
