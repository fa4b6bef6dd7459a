package org.alloclab.cli.command;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;

import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.stress.mutation.Race;
import org.alloclab.stress.mutation.SourcePatch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A race for a reader: the story as it is written, then the shipped lines beside what they become.
 */
final class RaceStory {
    private final Race race;
    private final List<SourcePatch.Hunk> hunks;
    private final Style style;

    RaceStory(Race race, List<SourcePatch.Hunk> hunks, Style style) {
        this.race = race;
        this.hunks = hunks;
        this.style = style;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(race.title()));
        lines.add("");
        lines.addAll(story());
        lines.add("");
        lines.add(style.bold("The lines"));
        lines.add("");
        lines.addAll(
                TextWrap.wrapped(
                        "As shipped (-), and as the patch has them (+). Proof: alloclab race prove "
                                + race.id(),
                        0,
                        0));
        for (SourcePatch.Hunk hunk : hunks) {
            lines.add("");
            lines.add(style.bold("%s:%d".formatted(hunk.path(), hunk.line())));
            lines.addAll(diff(hunk));
        }
        return lines;
    }

    /** The Markdown without its signs: paragraphs fit a terminal, what is in fences stays. */
    private List<String> story() {
        List<String> lines = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        boolean fenced = false;
        for (String line : race.story().lines().toList()) {
            boolean fence = line.startsWith("```");
            if (!fenced && !fence && !line.isBlank() && !line.matches("[#|].*")) {
                if (line.matches(" *([-*]|[0-9]+[.]) .*")) {
                    end(paragraph, lines);
                }
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
                continue;
            }
            end(paragraph, lines);
            if (fence) {
                fenced = !fenced;
            } else {
                boolean title = !fenced && line.startsWith("#");
                lines.add(title ? style.bold(line.replaceFirst("^#+ *", "")) : line);
            }
        }
        end(paragraph, lines);
        return lines;
    }

    private static void end(StringBuilder paragraph, List<String> lines) {
        if (!paragraph.isEmpty()) {
            lines.addAll(TextWrap.wrapped(paragraph.toString(), 0, 0));
            paragraph.setLength(0);
        }
    }

    private List<String> diff(SourcePatch.Hunk hunk) {
        int indent =
                Stream.concat(hunk.shipped().stream(), hunk.mutant().stream())
                        .filter(line -> !line.isBlank())
                        .mapToInt(line -> line.length() - line.stripLeading().length())
                        .min()
                        .orElse(0);
        List<DiffRow> rows =
                DiffRowGenerator.create()
                        .lineNormalizer(line -> line) // no HTML
                        .build()
                        .generateDiffRows(hunk.shipped(), hunk.mutant());
        List<String> lines = new ArrayList<>();
        List<String> added = new ArrayList<>(); // behind all that they replace
        for (DiffRow row : rows) {
            String before = cut(row.getOldLine(), indent);
            String after = cut(row.getNewLine(), indent);
            if (row.getTag() == DiffRow.Tag.EQUAL) {
                lines.addAll(added);
                added.clear();
                lines.add("  " + before);
                continue;
            }
            if (row.getTag() != DiffRow.Tag.INSERT) {
                lines.add(style.good("- " + before));
            }
            if (row.getTag() != DiffRow.Tag.DELETE) {
                added.add(style.bad("+ " + after));
            }
        }
        lines.addAll(added);
        return lines;
    }

    private static String cut(String line, int indent) {
        return line.length() < indent ? "" : line.substring(indent);
    }
}
