package org.alloclab.stress.soak;

import org.alloclab.InvalidAddressException;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.stress.witness.Violation;
import org.alloclab.stress.witness.WitnessedHeap;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;

/** Wrong calls that must be refused and leave the heap as it was. Caller: no other call runs. */
final class MisuseProbe {
    private static final int[] SIZES = {1, 16, 64, 512, 513, 0};

    private MisuseProbe() {}

    /** Frees a block twice, and addresses inside it; returns the block. */
    static long freeTwice(WitnessedHeap heap, SplittableRandom random, int id) {
        int size = Chance.anyOf(random, SIZES);
        long key = WitnessedHeap.key(random.nextLong(), id);
        long block = heap.allocate(size, key);
        refuseAll(heap.allocator(), block + 1);
        refuseAll(heap.allocator(), block + 8);
        if (size > 16) {
            refuseAll(heap.allocator(), block + 16);
        }
        heap.free(block, size, key);
        refuseAll(heap.allocator(), block);
        return block;
    }

    /** Tries addresses of another allocator, and of none. */
    static void useForeign(SmallObjectAllocator allocator) {
        allocator.free(0);
        try (Arena foreign = Arena.ofConfined()) {
            refuseAll(allocator, foreign.allocate(64, 16).address());
        }
        refuseAll(allocator, 16);
        refuseAll(allocator, -16);
        refuseAll(allocator, Long.MIN_VALUE);
        refuse("a size of -1", Violation.NOWHERE, () -> allocator.allocate(-1));
    }

    /** Passes an address that is no live block to every call that takes one. */
    static void refuseAll(SmallObjectAllocator allocator, long address) {
        refuse("freed", address, () -> allocator.free(address));
        refuse("resized", address, () -> allocator.reallocate(address, 40));
        refuse("measured", address, () -> allocator.usableSize(address));
    }

    private static void refuse(String what, long address, Runnable call) {
        try {
            call.run();
        } catch (InvalidAddressException e) {
            if (e.address() == address) {
                return;
            }
            throw new Violation(address, "0x%x was refused as %s".formatted(address, e), e);
        } catch (IllegalArgumentException e) {
            if (address == Violation.NOWHERE) {
                return;
            }
            throw e;
        }
        throw new Violation(address, "0x%x is no live block, but was %s".formatted(address, what));
    }
}
