package org.alloclab.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A table of plain characters: a head of two lines, columns as wide as they must be. */
public final class Table {
    private static final int COLUMNS = 80;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String upper, String lower, boolean right) {}

    /**
     * @param heads one for each column: two words divided by a bar, or the lower one alone; begun
     *     with a {@code >} if the column is aligned to the right
     */
    public Table(String... heads) {
        columns = List.of(heads).stream().map(Table::column).toList();
    }

    private static Column column(String head) {
        boolean right = head.startsWith(">");
        String text = right ? head.substring(1) : head;
        int bar = text.indexOf('|');
        return new Column(bar < 0 ? "" : text.substring(0, bar), text.substring(bar + 1), right);
    }

    /** One cell for each column; there are two columns at least. */
    public void add(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("cells: " + cells.length);
        }
        rows.add(List.of(cells));
    }

    /** What the rows that follow have in common, on a line of its own. */
    public void addSection(String title) {
        rows.add(List.of(title));
    }

    /**
     * The lines, head first.
     *
     * @param head how the lines of the head, and sections, are shown
     */
    public List<String> lines(UnaryOperator<String> head) {
        List<String> upper = columns.stream().map(Column::upper).toList();
        List<String> lines = new ArrayList<>();
        if (!String.join("", upper).isEmpty()) {
            lines.add(head.apply(line(upper)));
        }
        lines.add(head.apply(line(columns.stream().map(Column::lower).toList())));
        for (List<String> row : rows) {
            lines.add(row.size() == 1 ? head.apply(row.getFirst()) : line(row));
        }
        return lines;
    }

    private String line(List<String> cells) {
        String gap = gap();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(Math.max(0, width(i) - cells.get(i).length()));
            line.append(i == 0 ? "" : gap);
            line.append(columns.get(i).right ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    /** Two blanks between columns, or one if the table is too wide for a terminal otherwise. */
    private String gap() {
        int width = 2 * (columns.size() - 1);
        for (int i = 0; i < columns.size(); i++) {
            width += width(i);
        }
        return width <= COLUMNS ? "  " : " ";
    }

    private int width(int column) {
        Column head = columns.get(column);
        int widest = Math.max(head.upper.length(), head.lower.length());
        for (List<String> row : rows) {
            widest = Math.max(widest, row.size() == 1 ? 0 : row.get(column).length());
        }
        return widest;
    }
}
