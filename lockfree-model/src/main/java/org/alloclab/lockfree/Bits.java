package org.alloclab.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A row of shared bits. All accesses are volatile or read-modify-write: a bit that is cleared and
 * the thing it stands for, re-read afterwards, must not change places.
 *
 * <p>Caller: any thread. Progress: lock-free.
 */
final class Bits {
    private final long[] words;

    Bits(int bits) {
        words = new long[Math.ceilDiv(bits, Long.SIZE)];
    }

    void set(int bit) {
        long mask = 1L << bit;
        // A bit seen set needs no write: whoever clears it later looks again after clearing.
        if (((long) WORDS.getVolatile(words, bit >> 6) & mask) == 0) {
            WORDS.getAndBitwiseOr(words, bit >> 6, mask);
        }
    }

    void clear(int bit) {
        WORDS.getAndBitwiseAnd(words, bit >> 6, ~(1L << bit));
    }

    /** The 64 bits from {@code 64 * index} on. */
    long word(int index) {
        return (long) WORDS.getVolatile(words, index);
    }

    /** The first bit set in {@code from}..{@code limit}−1, or −1. */
    int next(int from, int limit) {
        for (int bit = from; bit < limit; bit = (bit | Long.SIZE - 1) + 1) {
            long rest = word(bit >> 6) >>> bit;
            if (rest != 0) {
                int found = bit + Long.numberOfTrailingZeros(rest);
                return found < limit ? found : -1;
            }
        }
        return -1;
    }

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
}
