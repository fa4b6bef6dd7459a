package org.alloclab.peers;

import static org.alloclab.SizeClasses.ALIGNMENT;
import static org.alloclab.SizeClasses.checkSize;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.Memory;

import java.lang.foreign.Arena;

/**
 * Confined arenas of the JDK, one for each block: closing the arena frees the block. Only the
 * thread that allocated a block may free it. The JDK gives zeros only.
 *
 * <p>What this adds to the JDK's own cost is a {@link BlockTable} and the object entered in it.
 */
final class ConfinedAllocator extends PeerAllocator {
    private final BlockTable<Block> blocks = new BlockTable<>();

    private record Block(Arena arena, long bytes) {}

    ConfinedAllocator() {
        super(Runtime.version().toString());
    }

    @Override
    public long allocate(long size) {
        checkSize(size);
        Arena arena = Arena.ofConfined();
        try {
            long address = arena.allocate(size, ALIGNMENT).address();
            blocks.put(address, new Block(arena, size));
            return address;
        } catch (OutOfMemoryError | IllegalArgumentException e) {
            arena.close();
            throw new HeapExhaustedException(size, e.getMessage());
        }
    }

    @Override
    public long allocateZeroed(long size) {
        return allocate(size);
    }

    /** There is no such thing for an arena: a new one gets the bytes. */
    @Override
    public long reallocate(long address, long size) {
        long moved = allocate(size);
        if (address != 0) {
            Memory.copy(address, moved, Math.min(size, usableSize(address)));
            free(address);
        }
        return moved;
    }

    @Override
    public void free(long address) {
        if (address != 0) {
            blocks.remove(address).arena.close();
        }
    }

    @Override
    public long usableSize(long address) {
        return blocks.get(address).bytes;
    }

    /** Does nothing: what is freed goes back at once. */
    @Override
    public void trim() {}

    /** Frees every live block. */
    @Override
    public void close() {
        blocks.removeAll(block -> block.arena.close());
    }
}
