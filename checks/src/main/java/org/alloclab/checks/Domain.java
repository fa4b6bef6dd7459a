package org.alloclab.checks;

/**
 * What a block was asked for; it must be given back through the same.
 *
 * <p>Source: {@code PyMemAllocatorDomain}, PEP 445.
 */
public enum Domain {
    /** For code that may run without the global lock. */
    RAW('r'),

    /** Buffers. */
    MEM('m'),

    /** Objects. */
    OBJECT('o');

    private final char letter;

    Domain(char letter) {
        this.letter = letter;
    }

    /** The letter that CPython writes in front of a block. */
    public char letter() {
        return letter;
    }

    /** Whether a caller must hold the global lock. */
    public boolean needsLock() {
        return this != RAW;
    }
}
