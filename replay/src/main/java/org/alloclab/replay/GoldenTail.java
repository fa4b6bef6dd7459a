package org.alloclab.replay;

import org.alloclab.HeapStatistics;
import org.alloclab.HeapStatistics.ClassRow;
import org.alloclab.SizeClasses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Compares the figures at the end of a placement trace: what was watched, and what the heap says.
 */
final class GoldenTail {
    private static final Map<String, ToLongFunction<HeapStatistics>> STATISTICS = statistics();

    private final Map<String, Long> watched = new LinkedHashMap<>();
    private final HeapStatistics heap;
    private final Differences differences;
    private final List<String> missing = new ArrayList<>();
    private final Map<Integer, ClassRow> rows = new LinkedHashMap<>(); // not compared yet
    private int lastClass = -1;
    private long lastClassLine;

    GoldenTail(HeapStatistics heap, WatchedArenas arenas, Differences differences) {
        this.heap = heap;
        this.differences = differences;
        watched.put("arenas_current", (long) arenas.current());
        watched.put("arenas_total", (long) arenas.obtained());
        watched.put("arenas_highwater", (long) arenas.highwater());
        watched.put("allocated_blocks", heap.liveBlocks());
        missing.add("end ops");
        watched.keySet().forEach(name -> missing.add("end " + name));
        STATISTICS.keySet().forEach(name -> missing.add("stat " + name));
        heap.classes().forEach(row -> rows.put(row.sizeClass(), row));
    }

    private static Map<String, ToLongFunction<HeapStatistics>> statistics() {
        Map<String, ToLongFunction<HeapStatistics>> names = new LinkedHashMap<>();
        names.put("small_threshold", heap -> SizeClasses.LARGEST);
        names.put("size_classes", heap -> SizeClasses.COUNT);
        names.put("arenas_allocated_total", HeapStatistics::arenasObtained);
        names.put("arenas_reclaimed", heap -> heap.arenasObtained() - heap.arenasCurrent());
        names.put("arenas_highwater", HeapStatistics::arenasHighwater);
        names.put("arenas_current", HeapStatistics::arenasCurrent);
        names.put("arena_bytes", HeapStatistics::arenaBytes);
        names.put("bytes_allocated", HeapStatistics::allocatedBytes);
        names.put("bytes_available", HeapStatistics::availableBytes);
        names.put("unused_pools", HeapStatistics::unusedPools);
        names.put("unused_pool_bytes", HeapStatistics::unusedPoolBytes);
        names.put("bytes_pool_headers", HeapStatistics::headerBytes);
        names.put("bytes_quantization", HeapStatistics::quantizationBytes);
        names.put("bytes_arena_alignment", HeapStatistics::alignmentBytes);
        names.put("total_bytes", HeapStatistics::accountedBytes);
        return names;
    }

    /**
     * Compares a line.
     *
     * @param operations lines of operations the file has
     */
    void compare(GoldenReader lines, long operations) throws GoldenFormatException {
        switch (lines.word(0)) {
            case "end" -> compareEnd(lines, operations);
            case "stat" -> compareFigure(lines, STATISTICS.get(nameIn(lines)).applyAsLong(heap));
            case "class" -> compareClass(lines);
            default -> throw lines.refused("'%s' behind the operations".formatted(lines.text()));
        }
    }

    private void compareEnd(GoldenReader lines, long operations) throws GoldenFormatException {
        String name = nameIn(lines);
        if (!name.equals("ops")) {
            compareFigure(lines, watched.get(name));
        } else if (lines.number(2) != operations) {
            throw lines.refused("'%s' (expected: %d)".formatted(lines.text(), operations));
        }
    }

    /** The name in a line of three words: one that is due. */
    private String nameIn(GoldenReader lines) throws GoldenFormatException {
        lines.expectWords(3);
        lines.number(2);
        String name = lines.word(1);
        if (!missing.remove(lines.word(0) + " " + name)) {
            throw lines.refused(
                    "'%s' is unknown or there twice (expected: %s)"
                            .formatted(lines.text(), expected()));
        }
        lastClassLine = name.equals("size_classes") ? lines.line() : lastClassLine;
        return name;
    }

    private void compareFigure(GoldenReader lines, long actual) throws GoldenFormatException {
        if (lines.number(2) != actual) {
            String name = lines.word(0) + " " + lines.word(1) + " ";
            differences.compare(lines.line(), lines.text(), name + actual);
        }
    }

    private void compareClass(GoldenReader lines) throws GoldenFormatException {
        lines.expectWords(6);
        for (int word = 1; word < lines.words(); word++) {
            lines.number(word);
        }
        int sizeClass = (int) Math.min(lines.number(1), SizeClasses.COUNT);
        if (sizeClass <= lastClass || sizeClass == SizeClasses.COUNT) {
            throw lines.refused(
                    "'%s' (expected: a higher class, below 32)".formatted(lines.text()));
        }
        lastClass = sizeClass;
        lastClassLine = lines.line();
        differences.compare(lines.line(), lines.text(), text(rows.remove(sizeClass)));
    }

    private static String text(ClassRow row) {
        return row == null
                ? "no row"
                : "class %d %d %d %d %d"
                        .formatted(
                                row.sizeClass(),
                                row.blockBytes(),
                                row.pools(),
                                row.blocksInUse(),
                                row.blocksAvailable());
    }

    /** Compares what the file does not have. Behind the last line. */
    void finish(GoldenReader lines) throws GoldenFormatException {
        if (!missing.isEmpty()) {
            throw lines.refused("ends without '" + expected() + "'");
        }
        rows.values()
                .forEach(row -> differences.compare(lastClassLine, "no further row", text(row)));
    }

    private String expected() {
        return missing.isEmpty() ? "nothing more" : missing.getFirst();
    }
}
