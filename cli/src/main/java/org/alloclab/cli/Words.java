package org.alloclab.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in lines. */
final class Words {
    private static final int COLUMNS = 80;

    private Words() {}

    /** The text in lines of at most 80 columns; all but the first are indented. */
    static List<String> wrapped(String text, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.toString().isBlank() && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(indent);
            } else if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
