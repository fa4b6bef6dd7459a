package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;
import org.alloclab.memory.Memory;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** An allocator that breaks a promise now and then. For one thread at a time. */
final class Broken implements SmallObjectAllocator {
    /** In which way. */
    enum Fault {
        /** A live block is handed out again. */
        HANDS_OUT_TWICE,
        /** A block freed stays live. */
        LOSES_A_BLOCK,
        /** A byte of a live block changes. */
        DAMAGES_A_BLOCK,
        /** A reallocation forgets the first byte. */
        FORGETS_A_BYTE,
        /** A block to be cleared is not. */
        LEAVES_RUBBISH,
        /** The statistics count a block too many. */
        MISCOUNTS,
        /** The snapshot leaves an arena out. */
        OVERLOOKS_AN_ARENA,
        /** An arena in use goes back. */
        GIVES_BACK_AN_ARENA,
        /** The usable size is less than was asked for. */
        UNDERSTATES_A_SIZE,
        /** What was freed stays mapped. */
        KEEPS_WHAT_IS_FREED,
        /** An arena given back stays in memory. */
        KEEPS_PAGES,
        /** After one was closed, a block freed stays live. */
        DISTURBS_THE_NEXT,
        /** A call does not come back. */
        HANGS
    }

    /** Calls from one that is broken to the next. */
    private static final int EVERY = 100;

    private static final int PAGE = 4096;

    private final SmallObjectAllocator sound;
    private final ArenaSource source;
    private final Fault fault;
    private final AtomicBoolean closed; // whether any is
    private long calls;
    private final CountDownLatch forever = new CountDownLatch(1);
    private long last; // allocated, and live; or 0

    private Broken(
            SmallObjectAllocator sound, ArenaSource source, Fault fault, AtomicBoolean closed) {
        this.sound = sound;
        this.closed = closed;
        this.source = source;
        this.fault = fault;
    }

    /** A sound allocator with one fault, which promises what the sound one does. */
    static AllocatorProvider with(Fault fault, AllocatorProvider sound) {
        return new Provider(sound, fault, sound.promises(), sound.layouts(), new AtomicBoolean());
    }

    /** The same, which promises no more than some, and has no layout. */
    static AllocatorProvider with(
            Fault fault, AllocatorProvider sound, Set<AllocatorPromise> promises) {
        return new Provider(sound, fault, promises, List.of(), new AtomicBoolean());
    }

    private record Provider(
            AllocatorProvider sound,
            Fault fault,
            Set<AllocatorPromise> promises,
            List<HeapLayout> layouts,
            AtomicBoolean closed)
            implements AllocatorProvider {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public String description() {
            return sound.name() + " that " + fault;
        }

        @Override
        public SmallObjectAllocator open(HeapLayout layout) {
            return open(layout, ArenaSource.system(layout.arenaBytes()));
        }

        @Override
        public SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
            ArenaSource given = fault == Fault.KEEPS_PAGES ? keepingPages(source) : source;
            return new Broken(sound.open(layout, given), source, fault, closed);
        }
    }

    /** Whoever gets the arena next may do so meanwhile: for one thread alone. */
    private static ArenaSource keepingPages(ArenaSource source) {
        return new ForwardingArenaSource(source) {
            @Override
            public void release(long arena) {
                super.release(arena);
                for (long page = arena; page < arena + arenaBytes(); page += PAGE) {
                    Memory.putByte(page, (byte) 1);
                }
            }
        };
    }

    private boolean is(Fault possible) {
        return fault == possible && ++calls % EVERY == 0;
    }

    @Override
    public long allocate(long size) {
        if (is(Fault.HANGS)) {
            hang();
        }
        if (last != 0) {
            if (is(Fault.HANDS_OUT_TWICE)) {
                return last;
            }
            if (is(Fault.DAMAGES_A_BLOCK)) {
                Memory.putByte(last, (byte) ~Memory.getByte(last));
            }
            if (is(Fault.GIVES_BACK_AN_ARENA)) {
                source.release(last & -source.arenaBytes());
            }
        }
        long block = sound.allocate(size);
        last = size > 0 && source.range().contains(block) ? block : last;
        return block;
    }

    private void hang() {
        try {
            forever.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long allocateZeroed(long size) {
        long block = sound.allocateZeroed(size);
        if (size > 0 && is(Fault.LEAVES_RUBBISH)) {
            Memory.putByte(block + size - 1, (byte) 1);
        }
        return block;
    }

    @Override
    public long reallocate(long address, long size) {
        forget(address);
        long moved = sound.reallocate(address, size);
        if (moved != address && size > 0 && is(Fault.FORGETS_A_BYTE)) {
            Memory.putByte(moved, (byte) ~Memory.getByte(moved));
        }
        return moved;
    }

    @Override
    public void free(long address) {
        forget(address);
        if (is(Fault.LOSES_A_BLOCK) || closed.get() && is(Fault.DISTURBS_THE_NEXT)) {
            sound.usableSize(address); // what is no block is refused, as it should be
        } else {
            sound.free(address);
        }
    }

    private void forget(long address) {
        last = address == last ? 0 : last;
    }

    @Override
    public long usableSize(long address) {
        return fault == Fault.UNDERSTATES_A_SIZE ? 0 : sound.usableSize(address);
    }

    @Override
    public HeapStatistics statistics() {
        HeapStatistics is = sound.statistics();
        return new HeapStatistics(
                is.layout(),
                is.classes(),
                is.arenasObtained(),
                is.arenasHighwater(),
                is.arenasCurrent(),
                is.unusedPools(),
                is.ownedFreePools(),
                is.headerBytes(),
                is.quantizationBytes(),
                is.alignmentBytes(),
                is.rawBlocks() + (fault == Fault.MISCOUNTS ? 1 : 0),
                is.rawBytes(),
                fault == Fault.KEEPS_WHAT_IS_FREED ? is.peakMappedBytes() : is.mappedBytes(),
                is.peakMappedBytes());
    }

    @Override
    public HeapSnapshot snapshot() {
        HeapSnapshot is = sound.snapshot();
        int overlooked = fault == Fault.OVERLOOKS_AN_ARENA && !is.arenas().isEmpty() ? 1 : 0;
        return new HeapSnapshot(is.layout(), is.arenas().subList(overlooked, is.arenas().size()));
    }

    @Override
    public void trim() {
        sound.trim();
    }

    @Override
    public HeapLayout layout() {
        return sound.layout();
    }

    @Override
    public void close() {
        closed.set(true);
        sound.close();
    }
}
