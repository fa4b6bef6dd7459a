package org.alloclab.stress.witness;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The contents of a block: bytes that follow from its key. Every access is plain. */
final class BlockContents {
    private static final long STEP = 0x9e3779b97f4a7c15L;
    private static final byte POISON = (byte) 0xa5;

    private static final ValueLayout.OfLong WORD =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN); // as the bytes at the end

    @SuppressWarnings("restricted")
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private BlockContents() {}

    /** Fills a block. */
    static void write(long block, int size, long key) {
        long at = block;
        long word = key;
        for (long end = block + (size & -Long.BYTES); at < end; at += Long.BYTES) {
            ALL.set(WORD, at, word);
            word += STEP;
        }
        for (long end = block + size; at < end; at++) {
            ALL.set(ValueLayout.JAVA_BYTE, at, (byte) word);
            word >>>= Byte.SIZE;
        }
    }

    /** Checks the first {@code size} bytes of a block. */
    static void check(long block, int size, long key, String when) {
        long at = block;
        long word = key;
        for (long end = block + (size & -Long.BYTES); at < end; at += Long.BYTES) {
            long found = ALL.get(WORD, at);
            if (found != word) {
                throw overwritten(block, size, at, word, found, when);
            }
            word += STEP;
        }
        for (long end = block + size; at < end; at++) {
            byte found = ALL.get(ValueLayout.JAVA_BYTE, at);
            if (found != (byte) word) {
                throw overwritten(block, size, at, word & 0xff, found & 0xff, when);
            }
            word >>>= Byte.SIZE;
        }
    }

    /** Checks that a block is all zeros. */
    static void checkZero(long block, int size) {
        for (int at = 0; at < size; at++) {
            byte found = ALL.get(ValueLayout.JAVA_BYTE, block + at);
            if (found != 0) {
                throw overwritten(block, size, block + at, 0, found & 0xff, "allocated as zeros");
            }
        }
    }

    /** Overwrites memory that no block may lie in. */
    static void poison(long start, long bytes) {
        ALL.asSlice(start, bytes).fill(POISON);
    }

    private static Violation overwritten(
            long block, int size, long at, long expected, long found, String when) {
        return new Violation(
                block,
                "block 0x%x of %d bytes was overwritten at byte %d: %x (expected: %x), when %s"
                        .formatted(block, size, at - block, found, expected, when));
    }
}
