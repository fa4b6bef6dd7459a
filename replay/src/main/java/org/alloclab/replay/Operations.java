package org.alloclab.replay;

/**
 * Takes the operations of a trace, one after the other. A slot is where a block's address is kept
 * while the block lives: a number from 0 to less than {@link Trace#slots}.
 */
public interface Operations {
    /** A block of {@code size} bytes is allocated; its slot is empty before. */
    void allocate(int slot, long size);

    /** A block is resized; it stays in its slot. */
    void reallocate(int slot, long size);

    /** A block is freed; its slot is empty afterwards. */
    void free(int slot);
}
