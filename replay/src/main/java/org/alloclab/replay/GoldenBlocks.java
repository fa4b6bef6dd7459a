package org.alloclab.replay;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapExhaustedException;
import org.alloclab.InvalidAddressException;
import org.alloclab.SmallObjectAllocator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries out the operations of a placement trace and compares places and arena events. */
final class GoldenBlocks {
    private static final Long FREED = 0L;
    private static final int BLOCK_BYTES = 512; // what an entry of the map takes, and some to spare

    private final SmallObjectAllocator allocator;
    private final WatchedArenas arenas;
    private final Differences differences;
    private final Map<Long, Long> addresses = new HashMap<>(); // by id, freed ones too
    private final long mostBlocks = Runtime.getRuntime().maxMemory() / BLOCK_BYTES;
    private final List<Event> expected = new ArrayList<>(); // of the operation to come
    private long operations;
    private boolean stopped;

    /** An arena event the file has. */
    private record Event(long line, String text) {}

    GoldenBlocks(SmallObjectAllocator allocator, WatchedArenas arenas, Differences differences) {
        this.allocator = allocator;
        this.arenas = arenas;
        this.differences = differences;
    }

    /** Carries out a line before the first {@code end}. */
    void compare(GoldenReader lines) throws GoldenFormatException {
        switch (lines.word(0)) {
            case "arena+", "arena-" -> {
                lines.expectWords(2);
                lines.number(1);
                expected.add(new Event(lines.line(), lines.text()));
            }
            case "m" -> operate(lines, 3);
            case "r" -> operate(lines, 3);
            case "f" -> operate(lines, 2);
            default ->
                    throw lines.refused(
                            "'%s' (expected: m, r, f, arena+, arena- or end)"
                                    .formatted(lines.text()));
        }
    }

    /**
     * @param inputs words before the place
     */
    private void operate(GoldenReader lines, int inputs) throws GoldenFormatException {
        checkPlace(lines, inputs);
        long id = lines.number(1);
        Long address = addresses.get(id);
        boolean allocates = lines.word(0).equals("m");
        if (allocates ? address != null : address == null || address.equals(FREED)) {
            throw lines.refused(
                    "block %d %s".formatted(id, allocates ? "was there before" : "does not live"));
        }
        if (addresses.size() >= mostBlocks) {
            throw lines.refused(
                    "more than %,d blocks (expected: fewer, or a larger Java heap)"
                            .formatted(mostBlocks));
        }
        long size = inputs == 3 ? lines.number(2) : 0;
        String place;
        try {
            place = carryOut(lines.word(0), id, allocates ? 0 : address, size);
        } catch (InvalidAddressException | HeapCorruptedException | HeapExhaustedException e) {
            differences.compare(lines.line(), lines.text(), e.getMessage());
            stopped = true;
            return;
        }
        operations++;
        compareEvents(lines.line(), "nothing before '" + lines.text() + "'");
        String input = lines.word(0) + " " + lines.word(1) + (inputs == 3 ? " " + size : "");
        differences.compare(lines.line(), lines.text(), input + " " + place);
    }

    /** Carries out an operation; where the block is now, or was before it was freed. */
    private String carryOut(String kind, long id, long address, long size) {
        if (kind.equals("f")) {
            String place = arenas.place(address); // before its arena goes
            allocator.free(address);
            addresses.put(id, FREED);
            return place;
        }
        long block =
                kind.equals("m") ? allocator.allocate(size) : allocator.reallocate(address, size);
        addresses.put(id, block);
        return arenas.place(block);
    }

    private static void checkPlace(GoldenReader lines, int inputs) throws GoldenFormatException {
        boolean raw = lines.words() == inputs + 1 && lines.word(inputs).equals("raw");
        if (!raw) {
            lines.expectWords(inputs + 3);
            for (int word = 1; word < lines.words(); word++) {
                lines.number(word);
            }
        }
    }

    private void compareEvents(long line, String noEvent) {
        List<String> actual = arenas.takeEvents();
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            boolean wanted = i < expected.size();
            differences.compare(
                    wanted ? expected.get(i).line() : line,
                    wanted ? expected.get(i).text() : noEvent,
                    i < actual.size() ? actual.get(i) : "nothing");
        }
        expected.clear();
    }

    /** Ends the operations: what is compared with the lines that follow. */
    GoldenTail tail() {
        compareEvents(0, "");
        return new GoldenTail(allocator.statistics(), arenas, differences);
    }

    /** Operations carried out. */
    long operations() {
        return operations;
    }

    /** Whether the allocator refused an operation, so that nothing can be compared any more. */
    boolean isStopped() {
        return stopped;
    }
}
