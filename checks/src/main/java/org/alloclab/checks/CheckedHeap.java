package org.alloclab.checks;

import org.alloclab.HeapCorruptedException;
import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the domains of an allocator with checks share: the allocator inside, and what is known of
 * its blocks.
 *
 * <p>Caller: any thread. Progress: lock-free, but for the allocator inside.
 */
final class CheckedHeap {
    /** Every byte of a freed block: CPython's {@code PYMEM_DEADBYTE}. */
    static final byte DEAD = (byte) 0xDD;

    private static final int GENERATIONS = 1 << 16;

    private final SmallObjectAllocator inside;
    private final BooleanSupplier lockHeld;
    private final boolean asksInside;
    private final FailStop failStop = new FailStop();
    private final BlockRecords records = new BlockRecords();
    private final Quarantine quarantine = new Quarantine(this::giveBack);
    private final Gate gate;
    private final AtomicLong serials = new AtomicLong();

    // Shared by the addresses that fall on one place: each takes the next, so none meets one again
    // before the place has come round.
    private final AtomicIntegerArray generations = new AtomicIntegerArray(GENERATIONS);

    /**
     * @param asksInside whether the allocator inside may be asked what a wrong address is
     */
    CheckedHeap(SmallObjectAllocator inside, BooleanSupplier lockHeld, boolean asksInside) {
        this.inside = inside;
        this.lockHeld = lockHeld;
        this.asksInside = asksInside;
        gate = new Gate(inside::close);
    }

    SmallObjectAllocator inside() {
        return inside;
    }

    BlockRecords records() {
        return records;
    }

    FailStop failStop() {
        return failStop;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    /** The number of the next call that allocates, moves or frees. */
    long nextSerial() {
        return serials.incrementAndGet();
    }

    /**
     * Makes a call: the memory stays while it lasts, and what the allocator inside finds wrong
     * stops the heap.
     */
    <T> T call(Supplier<T> body) {
        gate.enter();
        try {
            failStop.check();
            return body.get();
        } catch (HeapCorruptedException e) {
            throw failStop.stop(Findings.freeList(e));
        } finally {
            gate.leave();
        }
    }

    /**
     * Sees to it that a caller holds the lock, where he must.
     *
     * @param function what he called, by CPython's name
     */
    void checkLock(Domain domain, String function) {
        if (domain.needsLock() && !lockHeld.getAsBoolean()) {
            throw failStop.stop(Findings.lockNotHeld(function, nextSerial()));
        }
    }

    /** The record of a block the allocator has just handed out; entered when it has its fences. */
    Block newBlock(long start, long size, Domain domain) {
        int place = (int) (start >>> 4) & GENERATIONS - 1;
        int generation = generations.incrementAndGet(place) & 0xFFFF;
        return new Block(start, size, domain, nextSerial(), generation);
    }

    /** Kills the bytes of a block the caller holds, and keeps them for a while. */
    void retire(Block block) {
        Memory.fill(block.start(), block.end() - block.start(), DEAD);
        block.free(nextSerial());
        quarantine.add(block);
    }

    private void giveBack(Block block) {
        long wrong = firstOther(block.start(), block.end());
        if (wrong != block.end()) {
            CorruptionReport report = Findings.writeAfterFree(block, wrong);
            block.letGoFreed();
            throw failStop.stop(report);
        }
        records.remove(block);
        block.gone();
        inside.free(block.start());
    }

    /** Where the first byte lies that is not dead; {@code end} if all are. */
    private static long firstOther(long start, long end) {
        long at = start;
        while (at + Long.BYTES <= end && Memory.getLong(at) == 0xDDDDDDDDDDDDDDDDL) {
            at += Long.BYTES;
        }
        while (at < end && Memory.getByte(at) == DEAD) {
            at++;
        }
        return at;
    }

    /**
     * Why no user was given an address that has no record: what the allocator inside says of the
     * block it would be the start of, or else of the address; null if it has a live block there.
     */
    InvalidAddressException refusal(long address) {
        InvalidAddressException whole = refusalInside(address - Block.FRONT);
        return whole != null
                        && (whole.what() == What.ALREADY_FREED
                                || whole.what() == What.NEVER_ALLOCATED)
                ? whole
                : refusalInside(address);
    }

    private InvalidAddressException refusalInside(long address) {
        if (!asksInside) {
            return new InvalidAddressException(address, What.UNKNOWN, "");
        }
        try {
            inside.usableSize(address);
            return null;
        } catch (InvalidAddressException e) {
            return e;
        }
    }

    void close() {
        gate.close();
    }
}
