package org.alloclab.stress.witness;

/**
 * A live block as its holder knows it.
 *
 * @param size bytes asked for
 * @param key from which its contents follow
 */
public record HeldBlock(long address, int size, long key) {}
