package org.alloclab.replay;

import java.io.IOException;

/** Decodes a trace chunk by chunk. */
final class ChunkReader implements ChunkSource {
    private final TraceReader reader;
    private final long expected;
    private Chunk chunk;

    /**
     * @param reader at the trace's start; closed with this
     * @param expected operations the trace had when it was read before
     */
    ChunkReader(TraceReader reader, long expected) {
        this.reader = reader;
        this.expected = expected;
    }

    /** The next chunk, in the arrays of the one before. */
    @Override
    public Chunk next() throws IOException {
        if (chunk == null) {
            chunk = new Chunk(Chunk.OPERATIONS);
        }
        if (!fill(reader, chunk) && reader.operations() != expected) {
            throw new TraceFormatException(reader.offset(), "changed since it was checked");
        }
        return chunk.length() == 0 ? null : chunk;
    }

    /** Fills a chunk with what comes next; false if the trace ended before it was full. */
    static boolean fill(TraceReader reader, Chunk chunk) throws IOException {
        chunk.restart(reader.operations());
        while (!chunk.isFull()) {
            if (!reader.next()) {
                return false;
            }
            chunk.add(
                    reader.kind(),
                    reader.slot(),
                    reader.turn(),
                    reader.before(),
                    reader.after(),
                    reader.thread());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
