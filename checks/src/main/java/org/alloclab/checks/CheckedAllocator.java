package org.alloclab.checks;

import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.SizeClasses;
import org.alloclab.SmallObjectAllocator;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An allocator with checks around another. Every block has fences, and a record on the Java heap
 * that says who allocated and who freed it. A freed block is kept for a while, full of dead bytes.
 *
 * <p>What a caller does wrong by itself (a negative size, a call after close, a query about what is
 * no block) is an ordinary exception. What shows that the heap is beyond trust is a {@link
 * HeapStoppedException}, from this call on and for good. Neither crashes the virtual machine: no
 * byte is read that is not known to be a block's.
 *
 * <p>What differs from an allocator without checks: {@link #usableSize} is the size asked for, and
 * every block takes {@value Block#PADDING} bytes more, so that other sizes come from pools. The
 * {@linkplain #statistics figures} are those of the allocator inside, with the fences; asking for
 * them first gives back the freed blocks that were kept.
 *
 * <p>Any thread may call. No thread delays another but as the allocator inside does.
 */
public abstract sealed class CheckedAllocator implements SmallObjectAllocator
        permits DebugAllocator, HardenedAllocator {
    static final long ANY_SIZE = -1;

    private final CheckedHeap heap;
    private final Domain domain;

    CheckedAllocator(CheckedHeap heap, Domain domain) {
        this.heap = heap;
        this.domain = domain;
    }

    /** The same heap through another domain; closing one closes all. */
    public abstract CheckedAllocator domain(Domain other);

    /** Puts the fences around a block. */
    abstract void fence(Block block);

    /** Sets a new block's bytes that nobody asked to be 0. */
    abstract void clean(long address, long bytes);

    /** The block that a caller may mean; null where it cannot be told. */
    abstract Block find(long address);

    /**
     * What is wrong with giving an address back; null if nothing is.
     *
     * @param block what {@link #find} has found, held by the caller
     * @param function who asks, by CPython's name
     */
    abstract CorruptionReport inspect(Block block, long address, String function);

    /** Gives a block another size, and perhaps another place; its address. Held by the caller. */
    abstract long resize(Block block, long size);

    final CheckedHeap heap() {
        return heap;
    }

    final Domain domain() {
        return domain;
    }

    /**
     * Has a listener told of what stops the heap, before the exception is thrown; one at a time,
     * the last one set. It may throw something else instead.
     */
    public final void onCorruption(Consumer<CorruptionReport> listener) {
        heap.failStop().listen(listener);
    }

    @Override
    public final long allocate(long size) {
        return call("Malloc", () -> take(size, false));
    }

    @Override
    public final long allocateZeroed(long size) {
        return call("Calloc", () -> take(size, true));
    }

    @Override
    public final long reallocate(long address, long size) {
        return call(
                "Realloc",
                () -> {
                    if (address == 0) {
                        return take(size, false);
                    }
                    SizeClasses.checkSize(size);
                    return resize(hold(address, "_PyMem_DebugRawRealloc"), size);
                });
    }

    @Override
    public final void free(long address) {
        giveBack(address, ANY_SIZE);
    }

    /**
     * Gives a block back, as one of a size.
     *
     * @param size bytes the caller believes that he asked for
     * @throws IllegalArgumentException if {@code size} is negative
     * @throws HeapStoppedException if he did not, or as for {@link #free(long)}
     */
    public final void free(long address, long size) {
        giveBack(address, SizeClasses.checkSize(size));
    }

    private void giveBack(long address, long size) {
        call(
                "Free",
                () -> {
                    if (address != 0) {
                        release(hold(address, "_PyMem_DebugRawFree"), size);
                    }
                    return 0;
                });
    }

    final long call(String function, LongSupplier body) {
        return heap.call(() -> {
            heap.checkLock(domain, function);
            return body.getAsLong();
        });
    }

    final long take(long size, boolean zeroed) {
        long start = takeInside(size, zeroed);
        Block block = heap.newBlock(start, size, domain);
        fence(block);
        if (!zeroed) {
            clean(block.address(), size);
        }
        heap.records().enter(block);
        return block.address();
    }

    private long takeInside(long size, boolean zeroed) {
        long padded = padded(SizeClasses.checkSize(size));
        try {
            return zeroed ? heap.inside().allocateZeroed(padded) : heap.inside().allocate(padded);
        } catch (HeapExhaustedException e) {
            throw withFences(size, e);
        }
    }

    /** As if the bytes asked for had not been more. */
    static HeapExhaustedException withFences(long size, HeapExhaustedException e) {
        return new HeapExhaustedException(size, "with its fences, " + e.getMessage());
    }

    /** What the allocator inside is asked for. */
    static long padded(long size) {
        if (size > Long.MAX_VALUE - Block.PADDING) {
            throw new HeapExhaustedException(size, "no address space is that large");
        }
        return size + Block.PADDING;
    }

    /** The block at an address, which is the caller's alone from now on; else the heap stops. */
    final Block hold(long address, String function) {
        Block block = find(address);
        if (block == null) {
            throw stop(Findings.notABlock(heap, address, heap.nextSerial()));
        }
        if (!block.hold()) {
            throw stop(notLive(block, address, function));
        }
        return examined(block, address, function);
    }

    /** A held block that may be given back; else it is let go, and the heap stops. */
    final Block examined(Block block, long address, String function) {
        CorruptionReport report = inspect(block, address, function);
        if (report == null && address != block.address()) {
            report = Findings.interior(block, address, List.of());
        }
        if (report != null) {
            block.letGo();
            throw stop(report);
        }
        return block;
    }

    private CorruptionReport notLive(Block block, long address, String function) {
        if (!block.holdFreed()) {
            return Findings.raced(block, heap.nextSerial());
        }
        try {
            CorruptionReport report = inspect(block, address, function);
            return report == null
                    ? Findings.doubleFree(block, heap.nextSerial(), List.of())
                    : report;
        } finally {
            block.letGoFreed();
        }
    }

    final void release(Block block, long size) {
        if (size != ANY_SIZE && size != block.size()) {
            block.letGo();
            throw stop(Findings.wrongSize(block, size));
        }
        heap.retire(block);
    }

    final HeapStoppedException stop(CorruptionReport report) {
        return heap.failStop().stop(report);
    }

    @Override
    public final long usableSize(long address) {
        return heap.call(() -> {
            Block block = heap.records().at(address);
            if (block == null || !block.isLive()) {
                throw notABlock(address);
            }
            return block.size();
        });
    }

    private InvalidAddressException notABlock(long address) {
        Block block = heap.records().around(address);
        if (block != null) {
            What what = block.address() == address ? What.ALREADY_FREED : What.INTERIOR;
            return new InvalidAddressException(
                    address, what, "of block 0x%x".formatted(block.address()));
        }
        InvalidAddressException refusal = heap.refusal(address);
        return new InvalidAddressException(
                address, refusal == null ? What.INTERIOR : refusal.what(), "");
    }

    @Override
    public final HeapStatistics statistics() {
        return flushed(heap.inside()::statistics);
    }

    @Override
    public final HeapSnapshot snapshot() {
        return flushed(heap.inside()::snapshot);
    }

    @Override
    public final void trim() {
        flushed(() -> {
            heap.inside().trim();
            return null;
        });
    }

    private <T> T flushed(Supplier<T> question) {
        return heap.call(() -> {
            heap.quarantine().flush();
            return question.get();
        });
    }

    @Override
    public final HeapLayout layout() {
        return heap.inside().layout();
    }

    /** Closes the allocator inside as well, stopped or not, when the last call has left. */
    @Override
    public final void close() {
        heap.close();
    }
}
