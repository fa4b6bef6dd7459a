package org.alloclab.stress.soak;

import org.alloclab.stress.witness.BlockList;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Blocks on their way from one thread to another. What the sender did before happens-before what
 * the receiver does after; nothing else is ordered.
 *
 * <p>One sender and one receiver; wait-free.
 */
final class SpscQueue {
    private static final int FIELDS = 3;
    private static final int SENT = 8; // on a cache line of its own, as is the other
    private static final int RECEIVED = 24;
    private static final int FIRST = 40;

    private final int mask;
    private final long[] words;

    /**
     * @param entries a power of two
     */
    SpscQueue(int entries) {
        mask = entries - 1;
        words = new long[FIRST + entries * FIELDS + 8];
    }

    /** Sends a block; whether there was room. */
    boolean send(long block, int size, long key) {
        long sent = words[SENT];
        if (sent - (long) WORDS.getAcquire(words, RECEIVED) > mask) {
            return false;
        }
        int at = place(sent);
        words[at] = block;
        words[at + 1] = size;
        words[at + 2] = key;
        WORDS.setRelease(words, SENT, sent + 1);
        return true;
    }

    /** Moves a block to the receiver's list; whether there was one. */
    boolean receive(BlockList to) {
        long received = words[RECEIVED];
        if ((long) WORDS.getAcquire(words, SENT) == received) {
            return false;
        }
        int at = place(received);
        to.add(words[at], (int) words[at + 1], words[at + 2]);
        WORDS.setRelease(words, RECEIVED, received + 1);
        return true;
    }

    private int place(long number) {
        return FIRST + ((int) number & mask) * FIELDS;
    }

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
}
