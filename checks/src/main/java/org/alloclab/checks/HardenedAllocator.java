package org.alloclab.checks;

import org.alloclab.SizeClasses;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Checks that believe nothing a stray write can reach: whose a block is, how large it is and
 * whether it lives is told from its record on the Java heap, and one compare-and-set decides which
 * of several frees is the first.
 *
 * <p>Before and behind each block lie bytes that nobody can guess. A freed block is 0xDD throughout
 * and is kept for a while; a block that moves is freed like any other. An address alone cannot say
 * which life of a block is meant: its {@linkplain #handles handle} can.
 *
 * <p>Any thread may call.
 */
public final class HardenedAllocator extends CheckedAllocator {
    private final Canary canary;

    /** Puts the checks around an allocator that needs no lock, or takes its own. */
    public HardenedAllocator(SmallObjectAllocator inside) {
        this(inside, () -> true, true);
    }

    /**
     * Puts the checks around an allocator; the domain is that of objects.
     *
     * @param inside closed with this one
     * @param lockHeld whether the calling thread holds the global lock
     * @param asksInside whether the allocator inside may be asked what a wrong address is, and does
     *     not crash
     */
    public HardenedAllocator(
            SmallObjectAllocator inside, BooleanSupplier lockHeld, boolean asksInside) {
        this(new CheckedHeap(inside, lockHeld, asksInside), Domain.OBJECT, Canary.random());
    }

    private HardenedAllocator(CheckedHeap heap, Domain domain, Canary canary) {
        super(heap, domain);
        this.canary = canary;
    }

    @Override
    public HardenedAllocator domain(Domain other) {
        return new HardenedAllocator(heap(), other, canary);
    }

    /** The same heap by handles, which outlive their block without harm. */
    public Handles handles() {
        return new Handles(this);
    }

    @Override
    void fence(Block block) {
        canary.put(block);
    }

    @Override
    void clean(long address, long bytes) {
        // They are whatever they were.
    }

    @Override
    Block find(long address) {
        return heap().records().at(address);
    }

    @Override
    CorruptionReport inspect(Block block, long address, String function) {
        if (block.isFreed()) {
            return Findings.doubleFree(block, heap().nextSerial(), List.of());
        }
        if (block.domain() != domain()) {
            return Findings.wrongDomain(block, domain(), List.of());
        }
        long wrong = canary.firstWrong(block);
        return wrong == 0 ? null : Findings.fence(block, wrong, List.of());
    }

    @Override
    long resize(Block old, long size) {
        long moved;
        try {
            if (keepsPlace(old, size)) {
                return renewed(old, size);
            }
            moved = take(size, false);
        } catch (RuntimeException | Error e) {
            old.letGo();
            throw e;
        }
        Memory.copy(old.address(), moved, Math.min(size, old.size()));
        heap().retire(old);
        return moved;
    }

    private boolean keepsPlace(Block old, long size) {
        long bytes;
        try {
            bytes = heap().inside().usableSize(old.start()); // it may have been larger before
        } catch (UnsupportedOperationException e) {
            return false;
        }
        return SizeClasses.isSmall(bytes) && SizeClasses.keepsPlace((int) bytes, padded(size));
    }

    /** The block in its place, under another size; handles to the old one are stale. */
    private long renewed(Block old, long size) {
        Block block = heap().newBlock(old.start(), size, domain());
        fence(block);
        heap().records().enter(block);
        old.gone();
        return block.address();
    }
}
