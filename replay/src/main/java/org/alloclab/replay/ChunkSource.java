package org.alloclab.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** The chunks of a trace, in order. For one thread. */
interface ChunkSource extends Closeable {
    /** The next chunk, valid until the next call; null behind the last one. */
    Chunk next() throws IOException;

    @Override
    default void close() throws IOException {}

    /** Chunks that are in memory already. */
    static ChunkSource of(List<Chunk> chunks) {
        Iterator<Chunk> rest = chunks.iterator();
        return () -> rest.hasNext() ? rest.next() : null;
    }
}
