package org.alloclab.bench;

import org.alloclab.replay.BuiltInTraces;
import org.alloclab.replay.Operations;
import org.alloclab.replay.Trace;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.util.Arrays;

/**
 * The calls of a real program, decoded before anything is measured: all of them, and then a free
 * for each block that still lives. For all threads of a fork.
 */
@State(Scope.Benchmark)
public class TraceTape {
    static final int ALLOCATE = 0;
    static final int REALLOCATE = 1;
    static final int FREE = 2;

    private static final int KIND_BITS = 2;

    /** Which program. */
    @Param({"json_docs", "thread_pipeline"})
    public String trace;

    private long[] calls = new long[1 << 20]; // size << 32 | slot << KIND_BITS | kind
    private int length;
    private int slots;

    /**
     * Decodes it.
     *
     * @throws IllegalArgumentException if there is no such trace
     */
    @Setup
    public void decode() throws IOException {
        Trace source = BuiltInTraces.open(trace);
        source.tell(new Recorder());
        slots = source.slots();
        calls = Arrays.copyOf(calls, length);
    }

    private final class Recorder implements Operations {
        @Override
        public void allocate(int slot, long size) {
            add(ALLOCATE, slot, size);
        }

        @Override
        public void reallocate(int slot, long size) {
            add(REALLOCATE, slot, size);
        }

        @Override
        public void free(int slot) {
            add(FREE, slot, 0);
        }

        private void add(int kind, int slot, long size) {
            if (length == calls.length) {
                calls = Arrays.copyOf(calls, length * 2);
            }
            calls[length] = (long) Math.toIntExact(size) << 32 | slot << KIND_BITS | kind;
            length++;
        }
    }

    /** How many there are. */
    int length() {
        return length;
    }

    /** Slots that a table by slot needs. */
    int slots() {
        return slots;
    }

    /** A call, to be asked for kind, slot and size. */
    long call(int index) {
        return calls[index];
    }

    static int kind(long call) {
        return (int) call & (1 << KIND_BITS) - 1;
    }

    static int slot(long call) {
        return (int) call >>> KIND_BITS;
    }

    static int size(long call) {
        return (int) (call >>> 32);
    }
}
