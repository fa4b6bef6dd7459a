package org.alloclab.replay;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Reads a trace operation by operation and refuses what is none, with the byte where it went wrong.
 *
 * <p>The accessors describe the operation {@link #next} came to last. Memory is bounded by the
 * blocks that live at once and the threads there are, not by the length of the trace; more live
 * blocks than the Java heap has room for are refused.
 */
final class TraceReader implements Closeable {
    static final byte[] MAGIC = "ALTR1\n".getBytes(StandardCharsets.US_ASCII);

    /** The highest thread number accepted. */
    static final int MOST_THREADS = 1 << 20;

    private static final int THREAD = 3;
    private static final int MOST_BYTES = 10; // of a number

    // What a live block takes here and in a replay while tables grow, and as much to spare.
    private static final int LIVE_BLOCK_BYTES = 256;

    private final InputStream bytes;
    private final byte[] buffer = new byte[64 << 10];
    private int length;
    private int position;
    private long bufferOffset; // of the buffer's first byte

    private final LiveBlocks blocks = new LiveBlocks();
    private final long mostLive = Runtime.getRuntime().maxMemory() / LIVE_BLOCK_BYTES;
    private final SlotMap threadIndexes = new SlotMap();
    private long allocations;
    private long operations;
    private long recordOffset;

    private int threadNumber;
    private int thread = SlotMap.NONE;
    private int kind;
    private int slot;
    private int turn;
    private long before;
    private long after;

    /**
     * Begins to read; closes the stream if it is no trace.
     *
     * @param packed a trace, packed by gzip or not
     * @throws TraceFormatException if it does not begin as a trace
     */
    TraceReader(InputStream packed) throws IOException {
        try {
            bytes = unpack(packed);
            checkMagic();
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    private static InputStream unpack(InputStream packed) throws IOException {
        try {
            return GzipStream.unpack(packed);
        } catch (EOFException | ZipException e) {
            throw new TraceFormatException(0, "damaged gzip: " + e.getMessage(), e);
        }
    }

    private void checkMagic() throws IOException {
        byte[] start = new byte[MAGIC.length];
        for (int i = 0; i < start.length && available(); i++) {
            start[i] = buffer[position++];
        }
        if (offset() == 0) {
            throw new TraceFormatException(0, "empty (expected: ALTR1)");
        }
        if (!Arrays.equals(start, MAGIC)) {
            throw new TraceFormatException(0, "not an allocation trace (expected: ALTR1)");
        }
    }

    /**
     * Goes to the next operation.
     *
     * @return false at the end of the trace
     * @throws TraceFormatException if there is neither an operation nor the end
     */
    boolean next() throws IOException {
        while (available()) {
            recordOffset = offset();
            long first = readNumber();
            kind = (int) first & 3;
            long value = first >>> 2;
            if (kind != THREAD) {
                take(value);
                operations++;
                return true;
            }
            if (value > MOST_THREADS) {
                throw refused(
                        "thread " + value + " (expected: a number up to " + MOST_THREADS + ")");
            }
            threadNumber = (int) value;
            thread = threadIndexes.get(value);
        }
        return false;
    }

    private void take(long value) throws IOException {
        if (thread == SlotMap.NONE) {
            thread = threadIndexes.size();
            threadIndexes.put(threadNumber, thread);
        }
        if (kind == Chunk.ALLOCATE) {
            before = 0;
            after = value;
            if (blocks.live() >= mostLive) {
                throw refused(
                        "more than %,d blocks live at once (expected: fewer, or a larger Java heap)"
                                .formatted(mostLive));
            }
            long id = allocations++;
            checkTotal(blocks.allocate(id, value, thread));
            slot = blocks.slotOf(id);
        } else {
            long id = idOf(value);
            before = blocks.size(slot);
            if (kind == Chunk.FREE) {
                after = 0;
                blocks.free(id, thread);
            } else {
                after = readNumber();
                if (after < 0) {
                    throw refused("size above 2^63 - 1");
                }
                checkTotal(blocks.resize(slot, after));
            }
        }
        turn = blocks.takeTurn(slot);
    }

    /** The id of the live block so many allocations ago; its slot is the current one. */
    private long idOf(long back) throws TraceFormatException {
        if (back == 0 || back > allocations) {
            throw refused(
                    "block %d allocations ago (expected: 1 to %d)".formatted(back, allocations));
        }
        long id = allocations - back;
        slot = blocks.slotOf(id);
        if (slot == SlotMap.NONE) {
            throw refused("block " + id + " is freed already");
        }
        return id;
    }

    private void checkTotal(boolean fits) throws TraceFormatException {
        if (!fits) {
            throw refused("live blocks of more than 2^63 - 1 bytes in all");
        }
    }

    private long readNumber() throws IOException {
        long number = 0;
        for (int i = 0; i < MOST_BYTES; i++) {
            if (!available()) {
                throw new TraceFormatException(
                        offset(), "ends inside the record that begins at byte " + recordOffset);
            }
            int next = buffer[position++];
            number |= (long) (next & 0x7f) << 7 * i;
            if (next >= 0) {
                if (i == MOST_BYTES - 1 && next > 1) {
                    throw refused("number of more than 64 bits");
                }
                return number;
            }
        }
        throw refused("number longer than " + MOST_BYTES + " bytes");
    }

    private boolean available() throws IOException {
        if (position < length) {
            return true;
        }
        bufferOffset += length;
        position = 0;
        length = 0;
        try {
            length = Math.max(0, bytes.read(buffer));
        } catch (EOFException | ZipException e) {
            throw new TraceFormatException(offset(), "damaged gzip: " + e.getMessage(), e);
        }
        return length > 0;
    }

    private TraceFormatException refused(String what) {
        return new TraceFormatException(recordOffset, what);
    }

    /** Bytes read so far, unpacked. */
    long offset() {
        return bufferOffset + position;
    }

    /** {@link Chunk#ALLOCATE}, {@link Chunk#FREE} or {@link Chunk#REALLOCATE}. */
    int kind() {
        return kind;
    }

    /** Where the block is kept; no other live block has the same. */
    int slot() {
        return slot;
    }

    /** How many operations of the trace concerned this slot before. */
    int turn() {
        return turn;
    }

    /** Bytes of the block before the operation; 0 if there was none. */
    long before() {
        return before;
    }

    /** Bytes of the block after the operation; 0 if there is none. */
    long after() {
        return after;
    }

    /** Who did it: an index, in the order in which threads first did an operation. */
    int thread() {
        return thread;
    }

    /** Operations so far. */
    long operations() {
        return operations;
    }

    /** Threads that have done an operation so far. */
    int threads() {
        return threadIndexes.size();
    }

    /** The blocks as they are now. */
    LiveBlocks blocks() {
        return blocks;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
