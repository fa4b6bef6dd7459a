package org.alloclab.peers;

import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/**
 * From the address of a live block to the Java object that can free it. Blocks begin at least 16
 * bytes apart.
 *
 * <p>Some peers hand out objects, and here they are asked to free an address. So this is what an
 * adapter adds to their cost, and it is kept small: a tree of three levels over all 48-bit
 * addresses, as processors keep for their pages. To enter or remove a block takes three loads and a
 * store; nothing is hashed, and nothing is allocated or locked but at the first block of each MiB
 * of addresses. A number before each block, an index into a table of objects, would cost as much,
 * make blocks larger, and need a list of free numbers that threads share.
 *
 * <p>Any thread may call. Entries are plain: the thread that removes a block has got it from the
 * one that entered it, and to hand on a block needs a happens-before edge anyway.
 */
final class BlockTable<T> {
    private static final int GRANULE_BITS = 4;
    private static final int LEAF_BITS = 16;
    private static final int NODE_BITS = 14;
    private static final int LEAF_MASK = (1 << LEAF_BITS) - 1;
    private static final int NODE_MASK = (1 << NODE_BITS) - 1;
    private static final int LEAF_SHIFT = GRANULE_BITS + LEAF_BITS;
    private static final int ROOT_SHIFT = LEAF_SHIFT + NODE_BITS;

    // Written once, by release under the lock, when the array they hold is complete; read by
    // acquire.
    private static final VarHandle NODES = MethodHandles.arrayElementVarHandle(Object[][][].class);
    private static final VarHandle LEAVES = MethodHandles.arrayElementVarHandle(Object[][].class);

    private final Object[][][] root = new Object[1 << NODE_BITS][][];

    /** Enters a live block. */
    void put(long address, T block) {
        leaf(address)[index(address)] = block;
    }

    /**
     * What frees a block.
     *
     * @throws InvalidAddressException if it is not entered
     */
    T get(long address) {
        return known(address, leaf(address)[index(address)]);
    }

    /**
     * Removes a block.
     *
     * @throws InvalidAddressException if it is not entered
     */
    T remove(long address) {
        Object[] leaf = leaf(address);
        int index = index(address);
        T block = known(address, leaf[index]);
        leaf[index] = null;
        return block;
    }

    /** Removes all blocks, while no other thread calls. */
    void removeAll(Consumer<T> free) {
        for (Object[][] node : root) {
            for (Object[] leaf : node == null ? new Object[0][] : node) {
                for (int index = 0; leaf != null && index < leaf.length; index++) {
                    if (leaf[index] != null) {
                        free.accept(known(0, leaf[index]));
                        leaf[index] = null;
                    }
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private T known(long address, Object block) {
        if (block == null) {
            throw new InvalidAddressException(address, What.UNKNOWN, "");
        }
        return (T) block;
    }

    private static int index(long address) {
        return (int) (address >>> GRANULE_BITS) & LEAF_MASK;
    }

    private Object[] leaf(long address) {
        Object[][] node = (Object[][]) NODES.getAcquire(root, (int) (address >>> ROOT_SHIFT));
        if (node != null) {
            int index = (int) (address >>> LEAF_SHIFT) & NODE_MASK;
            Object[] leaf = (Object[]) LEAVES.getAcquire(node, index);
            if (leaf != null) {
                return leaf;
            }
        }
        return grow(address);
    }

    private synchronized Object[] grow(long address) {
        int top = (int) (address >>> ROOT_SHIFT);
        if (root[top] == null) {
            NODES.setRelease(root, top, new Object[1 << NODE_BITS][]);
        }
        int index = (int) (address >>> LEAF_SHIFT) & NODE_MASK;
        if (root[top][index] == null) {
            LEAVES.setRelease(root[top], index, new Object[1 << LEAF_BITS]);
        }
        return root[top][index];
    }
}
