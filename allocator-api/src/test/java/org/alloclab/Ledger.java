package org.alloclab;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.memory.Memory;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one thread holds, kept apart from any allocator: each block is written when it comes and
 * checked when it goes, so a block that two hold at once shows.
 */
public final class Ledger {
    private record Entry(long address, long size, long key) {}

    private final SmallObjectAllocator allocator;
    private final SplittableRandom random;
    private final int alignment;
    private final List<Entry> held = new ArrayList<>();

    Ledger(SmallObjectAllocator allocator, SplittableRandom random) {
        this(allocator, random, SizeClasses.ALIGNMENT);
    }

    /** For an allocator that promises less than the contract: blocks at multiples of a number. */
    public Ledger(SmallObjectAllocator allocator, SplittableRandom random, int alignment) {
        this.allocator = allocator;
        this.random = random;
        this.alignment = alignment;
    }

    /** Blocks held. */
    public int size() {
        return held.size();
    }

    /** One random call; the number of blocks held tends towards {@code target}. */
    public void step(int target) {
        int dice = random.nextInt(100);
        if (held.isEmpty() || dice < 10 || dice < 55 && held.size() < target) {
            allocate();
        } else if (dice < 70) {
            reallocate(random.nextInt(held.size()));
        } else {
            free(random.nextInt(held.size()));
        }
    }

    /** Checks and frees what is held. */
    public void freeAll() {
        while (!held.isEmpty()) {
            free(held.size() - 1);
        }
    }

    private long size(int dice) {
        return switch (dice % 16) {
            case 0 -> 0;
            case 1 -> 513 + random.nextInt(4096);
            case 2, 3, 4 -> 1 + random.nextInt(512);
            default -> 1 + random.nextInt(96);
        };
    }

    private void allocate() {
        long size = size(random.nextInt(16));
        boolean zeroed = random.nextInt(8) == 0;
        long block = zeroed ? allocator.allocateZeroed(size) : allocator.allocate(size);
        assertThat(block).isNotZero();
        assertThat(block % alignment).isZero();
        if (zeroed) {
            for (long at = 0; at < size; at++) {
                assertThat(Memory.getByte(block + at)).isZero();
            }
        }
        enter(block, size);
    }

    private void reallocate(int index) {
        Entry entry = held.get(index);
        check(entry, entry.size);
        long size = size(random.nextInt(16));
        long block = allocator.reallocate(entry.address, size);
        check(new Entry(block, size, entry.key), Math.min(size, entry.size));
        held.set(index, held.getLast());
        held.removeLast();
        enter(block, size);
    }

    private void free(int index) {
        Entry entry = held.get(index);
        check(entry, entry.size);
        held.set(index, held.getLast());
        held.removeLast();
        allocator.free(entry.address);
    }

    private void enter(long block, long size) {
        Entry entry = new Entry(block, size, random.nextLong());
        for (long at = 0; at < size; at++) {
            Memory.putByte(block + at, pattern(entry, at));
        }
        held.add(entry);
    }

    private static void check(Entry entry, long bytes) {
        for (long at = 0; at < bytes; at++) {
            if (Memory.getByte(entry.address + at) != pattern(entry, at)) {
                throw new AssertionError(
                        "byte %d of block 0x%x was overwritten".formatted(at, entry.address));
            }
        }
    }

    private static byte pattern(Entry entry, long at) {
        return (byte) (entry.key >>> (at & 7) * 8);
    }
}
