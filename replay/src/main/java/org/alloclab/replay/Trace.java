package org.alloclab.replay;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program asked of its allocator, call by call: checked from end to end, ready to be
 * replayed.
 *
 * <p>A trace of up to {@value #MOST_DECODED} operations is kept decoded and shared by all threads
 * that replay it, if that takes no more than an eighth of the Java heap. Of a longer one only the
 * facts are kept: each thread reads the file for itself, and decoding is measured with the replay.
 * Either way a damaged file is refused here, before anything is replayed.
 *
 * <p>Immutable: any number of threads may replay one trace at the same time.
 */
public final class Trace {
    /** The longest trace kept in memory, in operations. */
    static final int MOST_DECODED = 8 << 20;

    private static final int OPERATION_BYTES = 16;

    private static final String SUFFIX = "\\.altr(\\.gz)?$";

    private final String name;
    private final Opener opener;
    private final TraceFacts facts;
    private final List<Chunk> decoded; // empty if each thread reads the trace again
    private final Chunk remaining;
    private final int slots;

    /** Opens the bytes of a trace, each time from their start. */
    interface Opener {
        InputStream open() throws IOException;
    }

    private Trace(String name, Opener opener, TraceReader checked, List<Chunk> decoded) {
        LiveBlocks blocks = checked.blocks();
        this.name = name;
        this.opener = opener;
        this.decoded = decoded;
        this.slots = blocks.slots();
        this.remaining = freesOf(checked);
        this.facts =
                new TraceFacts(
                        checked.operations(),
                        checked.threads(),
                        blocks.mostLive(),
                        blocks.peakBytes(),
                        blocks.live());
    }

    /**
     * Reads and checks a trace, packed by gzip or not.
     *
     * @throws TraceFormatException if it is damaged or no trace at all
     * @throws IOException if the file cannot be read
     */
    public static Trace open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileNotFoundException(file + " is a folder (expected: a trace)");
        }
        String name = String.valueOf(file.getFileName()).replaceFirst(SUFFIX, "");
        return open(name, () -> Files.newInputStream(file));
    }

    static Trace open(String name, Opener opener) throws IOException {
        long fitting = Runtime.getRuntime().maxMemory() / 8 / OPERATION_BYTES;
        return open(name, opener, (int) Math.min(MOST_DECODED, fitting));
    }

    static Trace open(String name, Opener opener, int mostDecoded) throws IOException {
        List<Chunk> decoded = new ArrayList<>();
        try (TraceReader reader = new TraceReader(opener.open())) {
            boolean more = true;
            while (more && reader.operations() < mostDecoded) {
                Chunk chunk = new Chunk(Chunk.OPERATIONS);
                more = ChunkReader.fill(reader, chunk);
                decoded.add(chunk);
            }
            if (more && reader.next()) {
                decoded.clear();
                while (reader.next()) {}
            }
            return new Trace(name, opener, reader, List.copyOf(decoded));
        }
    }

    /** What the trace is called: its file's name without {@code .altr} and {@code .gz}. */
    public String name() {
        return name;
    }

    /** What is known of it. */
    public TraceFacts facts() {
        return facts;
    }

    /** Slots that a table by slot needs. */
    public int slots() {
        return slots;
    }

    /**
     * Tells all operations in order, whichever thread did them, and then a free for each block that
     * still lives.
     *
     * @throws IOException if a trace that is too long to be kept cannot be read again
     */
    public void tell(Operations operations) throws IOException {
        try (ChunkSource chunks = chunks()) {
            for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                tell(chunk, operations);
            }
        }
        tell(remaining, operations);
    }

    private static void tell(Chunk chunk, Operations operations) {
        for (int i = 0; i < chunk.length(); i++) {
            switch (chunk.kind(i)) {
                case Chunk.ALLOCATE -> operations.allocate(chunk.slot(i), chunk.after(i));
                case Chunk.FREE -> operations.free(chunk.slot(i));
                default -> operations.reallocate(chunk.slot(i), chunk.after(i));
            }
        }
    }

    /** All operations, from the first on. */
    ChunkSource chunks() throws IOException {
        return decoded.isEmpty()
                ? new ChunkReader(new TraceReader(opener.open()), facts.operations())
                : ChunkSource.of(decoded);
    }

    /** A free for each block that lives behind the last operation; no part of the trace. */
    Chunk remaining() {
        return remaining;
    }

    private static Chunk freesOf(TraceReader checked) {
        LiveBlocks blocks = checked.blocks();
        int[] slots = blocks.liveSlots();
        Chunk frees = new Chunk(slots.length);
        frees.restart(checked.operations());
        for (int slot : slots) {
            frees.add(Chunk.FREE, slot, blocks.takeTurn(slot), blocks.size(slot), 0, 0);
        }
        return frees;
    }

    @Override
    public String toString() {
        return name;
    }
}
