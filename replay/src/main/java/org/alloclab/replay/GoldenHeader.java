package org.alloclab.replay;

import org.alloclab.HeapLayout;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first five lines of a placement trace.
 *
 * @param name the trace's own name
 * @param layout the layout that has its geometry and keeps the last arena as it does
 * @param misalignment bytes from a multiple of the arena size to an arena's base
 */
record GoldenHeader(String name, HeapLayout layout, long misalignment) {
    private static final Pattern NAME = Pattern.compile("# trace (\\S+)");
    private static final Pattern GEOMETRY =
            Pattern.compile("# geometry (classic|modern) arena=(\\d{1,9}) pool=(\\d{1,9})");
    private static final Pattern PYTHON = Pattern.compile("# python (\\S+)");
    private static final Pattern KEEP = Pattern.compile("# keep_last_arena (yes|no)");
    private static final Pattern BASE =
            Pattern.compile(
                    "# base arena_base mod arena_size == (\\d{1,9}),"
                            + " arena_base mod pool_size == (\\d{1,9})");

    static GoldenHeader read(GoldenReader lines) throws IOException {
        String name = expect(lines, NAME, "# trace NAME").group(1);
        Matcher geometry =
                expect(lines, GEOMETRY, "# geometry classic|modern arena=BYTES pool=BYTES");
        HeapLayout layout = HeapLayout.valueOf(geometry.group(1).toUpperCase(Locale.ROOT));
        if (Long.parseLong(geometry.group(2)) != layout.arenaBytes()
                || Long.parseLong(geometry.group(3)) != layout.poolBytes()) {
            throw lines.refused(
                    "geometry %s has other numbers (expected: arena=%d pool=%d)"
                            .formatted(layout, layout.arenaBytes(), layout.poolBytes()));
        }
        expect(lines, PYTHON, "# python VERSION");
        if (expect(lines, KEEP, "# keep_last_arena yes|no").group(1).equals("no")) {
            if (layout == HeapLayout.MODERN) {
                throw lines.refused("the modern geometry keeps the last arena (expected: yes)");
            }
            layout = HeapLayout.CLASSIC38;
        }
        Matcher base =
                expect(
                        lines,
                        BASE,
                        "# base arena_base mod arena_size == M, arena_base mod pool_size == M");
        long misalignment = Long.parseLong(base.group(1));
        if (misalignment >= layout.arenaBytes()
                || Long.parseLong(base.group(2)) != misalignment % layout.poolBytes()) {
            throw lines.refused("no arena base leaves these two remainders");
        }
        return new GoldenHeader(name, layout, misalignment);
    }

    private static Matcher expect(GoldenReader lines, Pattern pattern, String form)
            throws IOException {
        boolean there = lines.next();
        Matcher matcher = pattern.matcher(there ? lines.text() : "");
        if (!matcher.matches()) {
            throw lines.refused("no such header (expected: " + form + ")");
        }
        return matcher;
    }
}
