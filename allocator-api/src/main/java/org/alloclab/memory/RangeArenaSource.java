package org.alloclab.memory;

import org.alloclab.HeapExhaustedException;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;

/** Arenas from one reserved range; what reserving, committing and giving back means is open. */
abstract class RangeArenaSource implements ArenaSource {
    /**
     * Addresses a source asks for first: many times what machines have, and 2^-11 of what is there.
     */
    static final long RANGE_BYTES = 64L << 30;

    private static final int CLOSED = Integer.MIN_VALUE;

    private final long arenaBytes;
    private final long wantedBytes;
    private AddressSpace space; // written by the constructor alone
    private final long reservation;
    private final AddressRange range;
    private final ArenaSlots slots;

    // Callers inside, with the sign bit once closed. The caller that brings it to CLOSED unmaps: by
    // then nobody is inside and nobody can enter, and nobody had to wait for that.
    private final AtomicInteger inside = new AtomicInteger();

    // Written before the sign bit is set, by which the caller that unmaps sees it.
    private WeakReference<Object> user;

    RangeArenaSource(long arenaBytes, long wantedBytes) {
        this(arenaBytes, wantedBytes, spaceLeft());
    }

    private static AddressSpace spaceLeft() {
        RestingRanges.release();
        return AddressSpace.now();
    }

    /**
     * @param space what the process may have, of which this takes a share
     */
    RangeArenaSource(long arenaBytes, long wantedBytes, AddressSpace space) {
        if (Long.bitCount(arenaBytes) != 1 || arenaBytes < 4096) {
            throw new IllegalArgumentException(
                    "arenaBytes: " + arenaBytes + " (expected: a power of two from 4096)");
        }
        if (arenaBytes > wantedBytes / Long.SIZE) {
            throw new IllegalArgumentException(
                    "arenaBytes: %d (expected: 64 arenas fit into %d)"
                            .formatted(arenaBytes, wantedBytes));
        }
        this.arenaBytes = arenaBytes;
        this.wantedBytes = wantedBytes;
        this.space = space;
        long bytes = wantedBytes;
        long start = reserveShare(bytes + arenaBytes);
        if (start == 0 && RestingRanges.collect()) {
            this.space = AddressSpace.now(); // with what rested
            start = reserveShare(bytes + arenaBytes);
        }
        while (start == 0 && bytes / 2 >= arenaBytes * Long.SIZE) {
            bytes /= 2;
            start = reserveShare(bytes + arenaBytes);
        }
        if (start == 0) {
            throw new HeapExhaustedException(
                    bytes, "not even so few addresses are to be had for a heap" + hint());
        }
        reservation = start;
        range = new AddressRange((start + arenaBytes - 1) & -arenaBytes, bytes);
        slots = new ArenaSlots(bytes / arenaBytes);
        range.register();
    }

    /** What is more than a share is refused here: the system would give it, and starve others. */
    private long reserveShare(long bytes) {
        return bytes > space.share() ? 0 : reserve(bytes);
    }

    private String hint() {
        return " (" + space + ")";
    }

    /** Reserves addresses; 0 where they are refused. */
    abstract long reserve(long bytes);

    /** Makes an arena usable; an error number, or 0. */
    abstract int commit(long arena);

    /** Gives the pages of an arena back; its addresses stay reserved. */
    abstract void decommit(long arena);

    /** Gives the reserved addresses back. */
    abstract void unreserve(long start, long bytes);

    @Override
    public final long arenaBytes() {
        return arenaBytes;
    }

    @Override
    public final AddressRange range() {
        return range;
    }

    @Override
    public final long acquire() {
        enter();
        try {
            int slot = slots.take();
            if (slot < 0) {
                throw new HeapExhaustedException(arenaBytes, usedUp());
            }
            long arena = range.start() + slot * arenaBytes;
            int error = -1;
            try {
                error = commit(arena);
            } finally {
                if (error != 0) {
                    slots.give(slot);
                }
            }
            if (error != 0) {
                throw new HeapExhaustedException(
                        arenaBytes, "the system refuses an arena, error " + error + hint());
            }
            return arena;
        } finally {
            leave();
        }
    }

    @Override
    public final void release(long arena) {
        enter();
        try {
            int slot = Math.toIntExact((arena - range.start()) / arenaBytes);
            if (arena % arenaBytes != 0 || !slots.isTaken(slot)) {
                throw new IllegalArgumentException("arena: 0x%x is not held".formatted(arena));
            }
            decommit(arena);
            slots.give(slot); // last: from here on another thread may take the same addresses
        } finally {
            leave();
        }
    }

    @Override
    public final void purge(long address, long bytes) {
        enter();
        try {
            discard(address, bytes);
        } finally {
            leave();
        }
    }

    /** Gives pages back; their addresses stay usable. */
    abstract void discard(long address, long bytes);

    @Override
    public final void close() {
        int before = inside.getAndUpdate(callers -> callers | CLOSED);
        if (before == 0) {
            giveBack();
        }
    }

    @Override
    public final void closeAfter(Object lastUser) {
        user = new WeakReference<>(lastUser);
        close();
    }

    private void enter() {
        int callers;
        do {
            callers = inside.get();
            if (callers < 0) {
                throw new IllegalStateException("arena source: closed");
            }
        } while (!inside.compareAndSet(callers, callers + 1));
    }

    private void leave() {
        if (inside.decrementAndGet() == CLOSED) {
            giveBack();
        }
    }

    private void giveBack() {
        range.unregister();
        if (user == null) {
            giveAddressesBack();
        } else {
            discard(range.start(), range.bytes()); // who is late still finds bytes here
            RestingRanges.add(this);
        }
    }

    /** Whether a call that came late may still be at the addresses. */
    final boolean isInUse() {
        return !user.refersTo(null);
    }

    final void giveAddressesBack() {
        unreserve(reservation, range.bytes() + arenaBytes);
    }

    private String usedUp() {
        String used = "all %,d bytes of its address range are in use".formatted(range.bytes());
        return range.bytes() == wantedBytes
                ? used
                : used + "; %,d were refused".formatted(range.bytes() * 2) + hint();
    }
}
