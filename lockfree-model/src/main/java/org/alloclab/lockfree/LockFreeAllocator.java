package org.alloclab.lockfree;

import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.SizeClasses;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.Memory;
import org.alloclab.memory.RawMemory;
import org.alloclab.memory.Shadow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;

/**
 * A small-object allocator in which no thread waits for another.
 *
 * <p>A thread allocates from pools that it owns, without any atomic instruction; a block freed by
 * somebody else is one CAS. The protocol is told in {@link org.alloclab.lockfree}.
 *
 * <p>Any thread may call, platform or virtual. A thread stopped at any point delays no other,
 * except where the operating system or the C library is called: for a new arena or a raw block, for
 * giving either back (a free that empties an arena may do so), in {@link #trim} and {@link #close}.
 * The record of raw blocks is a {@code ConcurrentHashMap}, whose writers may wait for each other,
 * as those in the C library do.
 *
 * <p>A heap has no thread of its own. Arenas that became wholly free are kept for a moment, and go
 * when some thread next needs a pool or gives one back: in a process that goes quiet after a burst
 * they stay until a thread trims, as a {@link org.alloclab.HeapTrimmer} does.
 *
 * <p>A StackOverflowError in the middle of a call may cost the heap a pool, but no block in use.
 */
public final class LockFreeAllocator implements SmallObjectAllocator {
    private static final int AT_HAND = 1024;

    private final HeapLayout layout;
    private final RawMemory raw;
    private final Arenas arenas;
    private final ArenaTable table;
    private final ThreadCaches caches;
    private final Stripes stripes;
    private final CloseGuard gate;

    // Weak: a thread outlives many heaps, and keeps what it has here until it ends. A cache is held
    // by the list of its heap.
    private final ThreadLocal<Reference<ThreadCache>> mine = new ThreadLocal<>();

    /** Where threads find their caches at once; nobody does once the allocator is closed. */
    private final ThreadCache[] atHand = new ThreadCache[AT_HAND];

    /**
     * Creates an empty heap with arenas from the operating system.
     *
     * @throws HeapExhaustedException if the system, or the limit on the addresses of this process,
     *     leaves too few for a heap
     */
    public LockFreeAllocator(HeapLayout layout) {
        this(layout, shadowed(ArenaSource.system(layout.arenaBytes())));
    }

    /** The source, or nothing: one that no heap can use gives its addresses back. */
    private static ArenaSource shadowed(ArenaSource source) {
        try {
            Shadow.require(source.range());
            return source;
        } catch (HeapExhaustedException e) {
            source.close();
            throw e;
        }
    }

    /**
     * Creates an empty heap.
     *
     * @param layout the heap's numbers
     * @param source where its arenas come from, at multiples of their size; closed with the heap
     * @throws IllegalArgumentException if the source's arenas have another size
     * @throws HeapExhaustedException if its addresses have no {@link Shadow}; then it stays open
     */
    public LockFreeAllocator(HeapLayout layout, ArenaSource source) {
        MappedBytes mapped = new MappedBytes();
        this.layout = layout;
        raw = new RawMemory(mapped);
        arenas = new Arenas(layout, source, mapped);
        table = arenas.table();
        gate = new CloseGuard(this::giveBack);
        caches = new ThreadCaches(arenas, gate);
        stripes = new Stripes(caches);
    }

    private void giveBack() {
        raw.close();
        arenas.close(this);
    }

    @Override
    public long allocate(long size) {
        try {
            if (SizeClasses.isSmall(size)) {
                ThreadCache cache = cacheAtHand();
                if (cache != null) {
                    long block = cache.allocate(SizeClasses.of(size));
                    if (block != 0) {
                        return block;
                    }
                }
            }
            return allocateSlowly(size);
        } finally {
            Reference.reachabilityFence(this); // see close()
        }
    }

    private long allocateSlowly(long size) {
        gate.check();
        if (SizeClasses.isSmall(size)) {
            int sizeClass = SizeClasses.of(size);
            long block =
                    Thread.currentThread().isVirtual()
                            ? stripes.allocate(sizeClass)
                            : enter().allocateSlowly(sizeClass);
            if (block != 0) {
                return block;
            }
        }
        return raw.allocate(SizeClasses.checkSize(size));
    }

    /**
     * The calling thread's cache, if it is at hand; never a virtual thread's, which has none.
     *
     * <p>A slot is plain: what is found there is believed only if it names the calling thread,
     * which none but that thread has written.
     */
    private ThreadCache cacheAtHand() {
        Thread me = Thread.currentThread();
        ThreadCache cache = atHand[(int) me.threadId() & AT_HAND - 1];
        return cache != null && cache.isOf(me) ? cache : null;
    }

    /** The calling platform thread's cache, which is at hand from now on, until another's is. */
    private ThreadCache enter() {
        ThreadCache cache = mineOrNull();
        if (cache == null) {
            cache = caches.enter();
            mine.set(new WeakReference<>(cache));
        }
        keepAtHand(cache);
        return cache;
    }

    private void keepAtHand(ThreadCache cache) {
        int slot = (int) Thread.currentThread().threadId() & AT_HAND - 1;
        SLOTS.setVolatile(atHand, slot, cache); // before the look at the gate: close() goes the
        if (gate.isClosed()) { // other way, so one of the two empties the slot
            SLOTS.setVolatile(atHand, slot, null);
        }
    }

    /** The calling thread's cache; null for a virtual thread, and for one that never allocated. */
    private ThreadCache mineOrNull() {
        Reference<ThreadCache> cache = Thread.currentThread().isVirtual() ? null : mine.get();
        return cache == null ? null : cache.get();
    }

    @Override
    public long allocateZeroed(long size) {
        if (!SizeClasses.isSmall(size)) {
            gate.check();
            return raw.allocateZeroed(SizeClasses.checkSize(size));
        }
        gate.enter();
        try {
            long block = allocate(size);
            Memory.clear(block, size);
            return block;
        } finally {
            gate.leave();
        }
    }

    @Override
    public void free(long address) {
        try {
            ThreadCache cache = cacheAtHand();
            if (cache == null || !cache.free(address)) {
                freeSlowly(address, cache);
            }
        } finally {
            Reference.reachabilityFence(this); // see close()
        }
    }

    /**
     * @param atHandNow the calling thread's cache, if it is at hand
     */
    private void freeSlowly(long address, ThreadCache atHandNow) {
        gate.check();
        int sizeClass = classOfLive(address);
        if (sizeClass < 0) {
            if (address != 0 && !raw.free(address)) {
                throw notLive(address);
            }
            return;
        }
        ThreadCache cache = atHandNow == null ? mineOrNull() : atHandNow;
        if (cache != null && Marks.isHome(address, cache.number())) {
            keepAtHand(cache);
            if (!cache.free(address)) {
                cache.makeRoom(sizeClass);
                if (!cache.free(address)) {
                    freeSlowly(address, cache); // its pool has found another home meanwhile
                }
            }
            return;
        }
        Pool pool = table.poolAt(address);
        int block = pool == null ? -1 : pool.blockAt(address);
        if (block < 0) {
            throw notLive(address); // threads raced to free it
        }
        Marks.giveBack(address);
        caches.freeRemotely(pool, block, sizeClass);
    }

    /** The class of a live block of this heap; −1 if there is none at the address. */
    private int classOfLive(long address) {
        return table.range().contains(address) ? Marks.classOfLive(address) : -1;
    }

    @Override
    public long reallocate(long address, long size) {
        if (address == 0) {
            return allocate(size);
        }
        gate.check();
        SizeClasses.checkSize(size);
        int sizeClass = classOfLive(address);
        if (sizeClass < 0) {
            long moved = raw.reallocate(address, size);
            if (moved == 0) {
                throw notLive(address);
            }
            return moved;
        }
        int blockBytes = SizeClasses.blockBytes(sizeClass);
        if (SizeClasses.keepsPlace(blockBytes, size)) {
            return address;
        }
        gate.enter();
        try {
            long moved = allocate(size);
            Memory.copy(address, moved, Math.min(size, blockBytes));
            free(address);
            return moved;
        } finally {
            gate.leave();
        }
    }

    @Override
    public long usableSize(long address) {
        gate.check();
        int sizeClass = classOfLive(address);
        if (sizeClass >= 0) {
            return SizeClasses.blockBytes(sizeClass);
        }
        long size = raw.size(address);
        if (size < 0) {
            throw notLive(address);
        }
        return size;
    }

    @Override
    public HeapStatistics statistics() {
        gate.check();
        return arenas.statistics(raw);
    }

    @Override
    public HeapSnapshot snapshot() {
        gate.check();
        return arenas.snapshot();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Stripes of virtual threads are emptied unless one is in use at this moment.
     */
    @Override
    public void trim() {
        try {
            gate.check();
            ThreadCache cache = mineOrNull();
            if (cache != null) {
                cache.flush();
            }
            caches.reap();
            stripes.flush();
            arenas.trim();
            raw.trim();
        } finally {
            Reference.reachabilityFence(this); // see close()
        }
    }

    @Override
    public HeapLayout layout() {
        return layout;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A call that races with this one fails or succeeds; while it is clearing or copying bytes,
     * the memory stays, and goes when it is done. A thread that does nothing but allocate and free
     * meets the end when it next needs a pool, or at its next free.
     *
     * <p>No other heap gets this one's addresses before the collector has found this object
     * unreachable, as it cannot while a thread is in one of its calls: what a late call writes
     * beside the addresses disturbs no one. So a closed heap should not be held on to. Its memory
     * goes back now, and what it has on the Java heap is collected even if all threads that ever
     * used it live on. Up to 64 ranges of addresses rest before a collection is asked for.
     */
    @Override
    public void close() {
        gate.close();
        for (int slot = 0; slot < AT_HAND; slot++) {
            SLOTS.setVolatile(atHand, slot, null); // every call goes slowly now, by the gate
        }
        mine.remove();
    }

    /** Caches and stripes there are: what threads cost, whether platform or virtual. */
    int cacheCount() {
        return caches.count() + stripes.count();
    }

    /** Checks, while no call is in progress, that all books agree. */
    void checkInvariants() {
        arenas.checkInvariants();
    }

    private InvalidAddressException notLive(long address) {
        gate.check(); // nothing is known any more once the records are closed
        Pool pool = table.poolAt(address);
        if (pool != null) {
            return pool.notLive(address);
        }
        What what =
                table.range().contains(address)
                        ? table.knows(address) ? What.ARENA_RELEASED : What.UNKNOWN
                        : AddressRange.isReserved(address) ? What.OTHER_ALLOCATOR : What.UNKNOWN;
        return new InvalidAddressException(address, what, "");
    }

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(ThreadCache[].class);
}
