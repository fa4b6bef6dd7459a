package org.alloclab.memory;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which of the places in a range hold an arena: a bit each, taken and given back by CAS. The bit is
 * the state, so a value that went away and came back does no harm. Any thread; lock-free.
 */
final class ArenaSlots {
    private final AtomicLongArray words;

    ArenaSlots(long slots) {
        if (slots <= 0 || slots % Long.SIZE != 0) {
            throw new IllegalArgumentException("slots: " + slots + " (expected: n * 64)");
        }
        words = new AtomicLongArray(Math.toIntExact(slots / Long.SIZE));
    }

    /** Takes the lowest free slot; −1 where none is free. */
    int take() {
        for (int index = 0; index < words.length(); index++) {
            for (long word = words.get(index); word != -1; word = words.get(index)) {
                long bit = Long.lowestOneBit(~word);
                if (words.compareAndSet(index, word, word | bit)) {
                    return index * Long.SIZE + Long.numberOfTrailingZeros(bit);
                }
            }
        }
        return -1;
    }

    boolean isTaken(int slot) {
        return (words.get(slot / Long.SIZE) & 1L << slot) != 0;
    }

    /** Gives back a slot that was taken. */
    void give(int slot) {
        words.getAndUpdate(slot / Long.SIZE, word -> word & ~(1L << slot));
    }
}
