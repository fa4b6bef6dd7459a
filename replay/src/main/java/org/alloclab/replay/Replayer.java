package org.alloclab.replay;

import org.alloclab.HeapCorruptedException;
import org.alloclab.InvalidAddressException;
import org.alloclab.SizeClasses;
import org.alloclab.SmallObjectAllocator;

/**
 * Does the operations of a trace on an allocator, and looks whether it keeps its promises.
 *
 * <p>This is the loop that is measured: by operation it creates no Java object and looks up nothing
 * but the block's address. For one thread; in a recorded replay several share the addresses, each
 * in its turn.
 */
final class Replayer {
    private final SmallObjectAllocator allocator;
    private final Violations violations;
    private final boolean touch;
    private final int owner;
    private final long[] addresses; // by slot; 0 where there is no block, or none to rely on

    /**
     * @param touch whether blocks are written and checked
     * @param owner tells the blocks of several copies apart
     * @param addresses by slot, all 0
     */
    Replayer(
            SmallObjectAllocator allocator,
            Violations violations,
            boolean touch,
            int owner,
            long[] addresses) {
        this.allocator = allocator;
        this.violations = violations;
        this.touch = touch;
        this.owner = owner;
        this.addresses = addresses;
    }

    /**
     * Does all operations of a chunk.
     *
     * @throws ReplayException if one fails otherwise than by a broken promise
     */
    void replay(Chunk chunk) {
        for (int i = 0; i < chunk.length(); i++) {
            perform(chunk, i);
        }
    }

    /**
     * Does those of a recorded thread, each when its turn has come.
     *
     * @return how many
     * @throws java.util.concurrent.CancellationException if the turns are cancelled
     */
    int replayInTurn(Chunk chunk, int thread, Turns turns) {
        int count = 0;
        for (int run = 0; run < chunk.runs(); run++) {
            if (chunk.runThread(run) == thread) {
                int end = chunk.runEnd(run);
                for (int i = chunk.runStart(run); i < end; i++, count++) {
                    turns.await(chunk.slot(i), chunk.turn(i));
                    perform(chunk, i);
                    turns.pass(chunk.slot(i), chunk.turn(i));
                }
            }
        }
        return count;
    }

    private void perform(Chunk chunk, int i) {
        try {
            switch (chunk.kind(i)) {
                case Chunk.ALLOCATE -> allocate(chunk, i);
                case Chunk.FREE -> free(chunk, i);
                default -> reallocate(chunk, i);
            }
        } catch (InvalidAddressException | HeapCorruptedException e) {
            refused(chunk, i, e);
        } catch (RuntimeException | Error e) {
            String operation = "operation %,d (%s): ".formatted(chunk.number(i), chunk.describe(i));
            throw new ReplayException(operation + e.getMessage(), e);
        }
    }

    private void allocate(Chunk chunk, int i) {
        keep(chunk, i, allocator.allocate(chunk.after(i)));
    }

    private void free(Chunk chunk, int i) {
        int slot = chunk.slot(i);
        long block = addresses[slot];
        if (touch && block != 0) {
            check(chunk, i, block, chunk.before(i), seedBefore(chunk, i, block));
        }
        addresses[slot] = 0;
        allocator.free(block);
    }

    private void reallocate(Chunk chunk, int i) {
        long block = addresses[chunk.slot(i)];
        long moved = allocator.reallocate(block, chunk.after(i));
        if (touch && block != 0 && isSound(moved)) {
            check(chunk, i, moved, chunk.after(i), seedBefore(chunk, i, block));
        }
        keep(chunk, i, moved);
    }

    /** Takes a block into the slot, and writes it. */
    private void keep(Chunk chunk, int i, long block) {
        if (!isSound(block)) {
            unsound(chunk, i, block);
            return;
        }
        int slot = chunk.slot(i);
        addresses[slot] = block;
        if (touch) {
            long seed = BlockPattern.seed(block, owner, slot, chunk.turn(i));
            BlockPattern.write(block, chunk.after(i), seed);
        }
    }

    /** Checks what the operation before left in a block, as far as it fits into {@code kept}. */
    private void check(Chunk chunk, int i, long block, long kept, long seed) {
        long damage = BlockPattern.firstDamage(block, chunk.before(i), kept, seed);
        if (damage >= 0) {
            violations.add(
                    chunk,
                    i,
                    "block 0x%x has lost its contents at byte %,d".formatted(block, damage));
        }
    }

    private long seedBefore(Chunk chunk, int i, long block) {
        return BlockPattern.seed(block, owner, chunk.slot(i), chunk.turn(i) - 1);
    }

    private static boolean isSound(long block) {
        return block != 0 && (block & SizeClasses.ALIGNMENT - 1) == 0;
    }

    // A block that cannot be relied on is given back at once, so that the figures at the end show
    // what the allocator lost and not what was dropped here.

    private void unsound(Chunk chunk, int i, long block) {
        violations.add(chunk, i, "block 0x%x (expected: a multiple of 16, not 0)".formatted(block));
        addresses[chunk.slot(i)] = 0;
        allocator.free(block);
    }

    private void refused(Chunk chunk, int i, RuntimeException reason) {
        violations.add(chunk, i, reason.getMessage());
        int slot = chunk.slot(i);
        long block = addresses[slot];
        addresses[slot] = 0;
        if (block != 0 && reason instanceof HeapCorruptedException) {
            try {
                allocator.free(block); // reallocate met damage elsewhere: the old block lives on
            } catch (InvalidAddressException | HeapCorruptedException e) {
                violations.add(chunk, i, e.getMessage());
            }
        }
    }
}
