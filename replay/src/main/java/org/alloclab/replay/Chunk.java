package org.alloclab.replay;

import java.util.Arrays;

/**
 * A stretch of a trace in arrays, for replaying without looking anything up: where the block is
 * kept, what was asked for before and after, and whose turn it is.
 *
 * <p>A chunk may be read by any thread once no thread adds to it any more.
 */
final class Chunk {
    // The kinds of operations, as the trace has them.
    static final int ALLOCATE = 0;
    static final int FREE = 1;
    static final int REALLOCATE = 2;

    /** Operations in every chunk of a trace but the last. */
    static final int OPERATIONS = 32 << 10;

    private static final int KIND_BITS = 2;

    private final int[] operations; // slot << 2 | kind
    private final int[] turns;
    private final int[] before;
    private final int[] after;
    private long[] large = new long[0]; // sizes beyond an int: their index is stored, inverted
    private int largeCount;
    private int length;

    private int[] runStarts = new int[8];
    private int[] runThreads = new int[8];
    private int runs;

    private long first;

    Chunk(int capacity) {
        operations = new int[capacity];
        turns = new int[capacity];
        before = new int[capacity];
        after = new int[capacity];
    }

    /** Empties the chunk. {@code first} is how many operations of the trace come before it. */
    void restart(long first) {
        this.first = first;
        length = 0;
        largeCount = 0;
        runs = 0;
    }

    void add(int kind, int slot, int turn, long bytesBefore, long bytesAfter, int thread) {
        if (runs == 0 || runThreads[runs - 1] != thread) {
            startRun(thread);
        }
        operations[length] = slot << KIND_BITS | kind;
        turns[length] = turn;
        before[length] = packed(bytesBefore);
        after[length] = packed(bytesAfter);
        length++;
    }

    private void startRun(int thread) {
        if (runs == runStarts.length) {
            runStarts = Arrays.copyOf(runStarts, runs * 2);
            runThreads = Arrays.copyOf(runThreads, runs * 2);
        }
        runStarts[runs] = length;
        runThreads[runs] = thread;
        runs++;
    }

    private int packed(long size) {
        if (size <= Integer.MAX_VALUE) {
            return (int) size;
        }
        if (largeCount == large.length) {
            large = Arrays.copyOf(large, Math.max(4, largeCount * 2));
        }
        large[largeCount] = size;
        return ~largeCount++;
    }

    private long unpacked(int size) {
        return size >= 0 ? size : large[~size];
    }

    int length() {
        return length;
    }

    boolean isFull() {
        return length == operations.length;
    }

    /** Number in the trace of an operation of this chunk, from 1. */
    long number(int index) {
        return first + index + 1;
    }

    int kind(int index) {
        return operations[index] & (1 << KIND_BITS) - 1;
    }

    int slot(int index) {
        return operations[index] >>> KIND_BITS;
    }

    /** Operations on the slot before this one, in the whole trace. */
    int turn(int index) {
        return turns[index];
    }

    /** Bytes of the block before the operation; 0 if there was none. */
    long before(int index) {
        return unpacked(before[index]);
    }

    /** Bytes of the block after the operation; 0 if there is none. */
    long after(int index) {
        return unpacked(after[index]);
    }

    /** Runs: stretches done by one thread. */
    int runs() {
        return runs;
    }

    int runThread(int run) {
        return runThreads[run];
    }

    int runStart(int run) {
        return runStarts[run];
    }

    /** Index behind the last operation of a run. */
    int runEnd(int run) {
        return run + 1 < runs ? runStarts[run + 1] : length;
    }

    /** What was done, in words, for messages. */
    String describe(int index) {
        return switch (kind(index)) {
            case ALLOCATE -> "allocate %,d bytes".formatted(after(index));
            case FREE -> "free %,d bytes".formatted(before(index));
            default -> "reallocate %,d to %,d bytes".formatted(before(index), after(index));
        };
    }
}
