package org.alloclab.replay;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * Replays placement traces of real CPython on an allocator and compares, line by line: where each
 * block lies, when arenas come and go, and the figures at the end.
 *
 * <p>Where a block lies is derived from its address and from the arenas handed out; the allocator
 * is asked for nothing but its statistics.
 */
public final class GoldenReplay {
    private final BiFunction<HeapLayout, ArenaSource, SmallObjectAllocator> allocators;

    /**
     * @param allocators makes an empty allocator of a layout, with arenas from a source that it
     *     closes with itself
     */
    public GoldenReplay(BiFunction<HeapLayout, ArenaSource, SmallObjectAllocator> allocators) {
        this.allocators = allocators;
    }

    /**
     * Replays one file, packed by gzip or not.
     *
     * @throws GoldenFormatException if it is damaged or no placement trace
     * @throws IOException if it cannot be read
     */
    public GoldenResult run(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileNotFoundException(file + " is a folder (expected: a placement trace)");
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return run(file.toString(), bytes);
        }
    }

    GoldenResult run(String file, InputStream bytes) throws IOException {
        try (GoldenReader lines = new GoldenReader(bytes)) {
            Differences differences = new Differences();
            GoldenHeader header = GoldenHeader.read(lines);
            try (WatchedArenas arenas = new WatchedArenas(header.layout(), header.misalignment());
                    SmallObjectAllocator allocator = allocators.apply(header.layout(), arenas)) {
                GoldenBlocks blocks = new GoldenBlocks(allocator, arenas, differences);
                compare(lines, blocks, differences);
                return new GoldenResult(
                        file,
                        header.layout(),
                        blocks.operations(),
                        differences.count(),
                        differences.first());
            }
        }
    }

    private static void compare(GoldenReader lines, GoldenBlocks blocks, Differences differences)
            throws IOException {
        GoldenTail tail = null;
        while (lines.next()) {
            differences.read(lines.line(), lines.text());
            if (blocks.isStopped() || lines.text().startsWith("# ")) {
                continue;
            }
            if (tail == null && lines.word(0).equals("end")) {
                tail = blocks.tail();
            }
            if (tail == null) {
                blocks.compare(lines);
            } else {
                tail.compare(lines, blocks.operations());
            }
        }
        if (tail != null) {
            tail.finish(lines);
        } else if (!blocks.isStopped()) {
            throw lines.refused("ends without 'end ops'");
        }
    }
}
