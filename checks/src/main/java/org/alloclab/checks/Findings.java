package org.alloclab.checks;

import org.alloclab.HeapCorruptedException;
import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;

import java.util.List;

/** Words for what was found. */
final class Findings {
    private Findings() {}

    /** A live block's address that is not its start, or no address of a block at all. */
    static CorruptionReport notABlock(CheckedHeap heap, long address, long serial) {
        Block block = heap.records().around(address);
        if (block != null) {
            return block.isFreed() && block.address() == address
                    ? doubleFree(block, serial, List.of())
                    : interior(block, address, List.of());
        }
        InvalidAddressException refusal = heap.refusal(address);
        if (refusal != null && refusal.what() == What.ALREADY_FREED) {
            String line = "block 0x%x freed before, again at #%d".formatted(address, serial);
            return new CorruptionReport(
                    Corruption.DOUBLE_FREE, address, line, List.of(), List.of());
        }
        return outside(refusal, address);
    }

    private static CorruptionReport outside(InvalidAddressException refusal, long address) {
        Corruption kind = Corruption.INVALID_FREE;
        String what = "inside a block, where another thread is freeing it";
        if (refusal != null) {
            what =
                    switch (refusal.what()) {
                        case NEVER_ALLOCATED -> "never allocated";
                        case NO_BLOCK -> "pool header, or a pool that is not in use";
                        case ARENA_RELEASED -> "in an arena that was released";
                        case OTHER_ALLOCATOR -> "of another heap";
                        case UNKNOWN -> "unknown to the raw domain";
                        case INTERIOR -> "inside a block";
                        case ALREADY_FREED -> "free already";
                    };
            if (refusal.what() == What.OTHER_ALLOCATOR) {
                kind = Corruption.WRONG_HEAP;
            }
        }
        String line = "0x%x is %s".formatted(address, what);
        return new CorruptionReport(kind, address, line, List.of(), List.of());
    }

    static CorruptionReport doubleFree(Block block, long serial, List<String> dump) {
        String line =
                "block 0x%x freed at #%d, again at #%d"
                        .formatted(block.address(), block.freedSerial(), serial);
        return of(Corruption.DOUBLE_FREE, block, block.address(), line, dump);
    }

    static CorruptionReport raced(Block block, long serial) {
        String line =
                "block 0x%x is in use by another call, again at #%d"
                        .formatted(block.address(), serial);
        return of(Corruption.DOUBLE_FREE, block, block.address(), line, List.of());
    }

    static CorruptionReport interior(Block block, long address, List<String> dump) {
        long offset = address - block.address();
        String place = "interior of block 0x%x (%+d)".formatted(block.address(), offset);
        String line = address % Block.FRONT == 0 ? place : "misaligned: " + place;
        return of(Corruption.INVALID_FREE, block, address, line, dump);
    }

    static CorruptionReport wrongDomain(Block block, Domain domain, List<String> dump) {
        String line =
                "block 0x%x allocated '%c', freed '%c'"
                        .formatted(block.address(), block.domain().letter(), domain.letter());
        return of(Corruption.WRONG_DOMAIN, block, block.address(), line, dump);
    }

    static CorruptionReport wrongSize(Block block, long size) {
        String line =
                "block 0x%x of %d bytes freed as one of %d"
                        .formatted(block.address(), block.size(), size);
        return of(Corruption.SIZE_MISMATCH, block, block.address(), line, List.of());
    }

    /**
     * A fence that somebody wrote over.
     *
     * @param wrong the first byte that is wrong
     */
    static CorruptionReport fence(Block block, long wrong, List<String> dump) {
        String line =
                wrong < block.address()
                        ? "-%d byte before block 0x%x"
                                .formatted(block.address() - wrong, block.address())
                        : "+%d byte after block 0x%x of %d"
                                .formatted(wrong - block.tail() + 1, block.address(), block.size());
        return of(Corruption.FENCE_BROKEN, block, wrong, line, dump);
    }

    static CorruptionReport writeAfterFree(Block block, long wrong) {
        String line =
                "offset %d of block 0x%x was written after the free"
                        .formatted(wrong - block.address(), block.address());
        List<String> history = List.of(block.history().getFirst(), block.freed());
        return new CorruptionReport(Corruption.WRITE_AFTER_FREE, wrong, line, history, List.of());
    }

    /**
     * A handle whose block is gone.
     *
     * @param now the block that is at its address now; null where there is none
     */
    static CorruptionReport staleHandle(long handle, Block now) {
        String line = "handle 0x%016x is of a block that has been freed".formatted(handle);
        List<String> history =
                now == null ? List.of() : List.of("there now: " + now.history().getFirst());
        return new CorruptionReport(Corruption.STALE_HANDLE, handle, line, history, List.of());
    }

    static CorruptionReport lockNotHeld(String function, long serial) {
        String line =
                "call #%d by %s, which does not hold the lock"
                        .formatted(serial, Thread.currentThread().getName());
        String text = "Python memory allocator called without holding the GIL";
        return new CorruptionReport(
                Corruption.GIL_NOT_HELD,
                0,
                line,
                List.of(),
                List.of("Fatal Python error: _PyMem_Debug%s: %s".formatted(function, text)));
    }

    static CorruptionReport freeList(HeapCorruptedException e) {
        return new CorruptionReport(
                Corruption.FREE_LIST_CORRUPT, 0, e.getMessage(), List.of(), List.of());
    }

    private static CorruptionReport of(
            Corruption kind, Block block, long address, String line, List<String> dump) {
        return new CorruptionReport(kind, address, line, block.history(), dump);
    }
}
