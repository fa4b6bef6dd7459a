package org.alloclab.checks;

import org.alloclab.HeapExhaustedException;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * CPython's debug hooks around an allocator, byte for byte.
 *
 * <pre>
 * from the block   bytes  content
 *   -16              8    the size asked for, most significant byte first
 *    -8              1    the domain's letter: r, m, o
 *    -7              7    0xFD
 *     0           size    the user's; 0xCD when new, unless zeroed
 *  size              8    0xFD
 * </pre>
 *
 * <p>A freed block is 0xDD throughout. What is wrong is told from the bytes alone, as the hooks do;
 * the records say which bytes may be read, and add who and when. So a block that was freed, and has
 * been handed out again, can be freed by its first holder: its header looks alive. The serial
 * number of PYMEM_DEBUG_SERIALNO, which CPython's builds leave out by default, is in the records.
 *
 * <p>It goes beyond the hooks in one: freed blocks are kept for a while, and looked at before their
 * memory goes back.
 *
 * <p>Source: {@code _PyMem_DebugRawAlloc}, {@code _PyMem_DebugRawFree}, {@code
 * _PyMem_DebugRawRealloc}. Any thread may call.
 */
public final class DebugAllocator extends CheckedAllocator {
    private static final byte CLEAN = (byte) 0xCD;

    /** Puts the hooks around an allocator that needs no lock, or takes its own. */
    public DebugAllocator(SmallObjectAllocator inside) {
        this(inside, () -> true, true);
    }

    /**
     * Puts the hooks around an allocator; the domain is that of objects.
     *
     * @param inside closed with this one
     * @param lockHeld whether the calling thread holds the global lock
     * @param asksInside whether the allocator inside may be asked what a wrong address is, and does
     *     not crash
     */
    public DebugAllocator(
            SmallObjectAllocator inside, BooleanSupplier lockHeld, boolean asksInside) {
        this(new CheckedHeap(inside, lockHeld, asksInside), Domain.OBJECT);
    }

    private DebugAllocator(CheckedHeap heap, Domain domain) {
        super(heap, domain);
    }

    @Override
    public DebugAllocator domain(Domain other) {
        return new DebugAllocator(heap(), other);
    }

    @Override
    void fence(Block block) {
        DebugFences.put(block);
    }

    @Override
    void clean(long address, long bytes) {
        Memory.fill(address, bytes, CLEAN);
    }

    @Override
    Block find(long address) {
        return heap().records().around(address - Block.FRONT);
    }

    @Override
    CorruptionReport inspect(Block block, long address, String function) {
        if (address > block.end()) { // what would be the header is not all this block's
            return Findings.interior(block, address, List.of());
        }
        DebugFences fences = new DebugFences(block, address);
        String verdict = fences.verdict(domain());
        if (verdict == null) {
            return null;
        }
        List<String> dump = DebugDump.lines(fences, function + ": " + verdict);
        if (address != block.address()) {
            return Findings.interior(block, address, dump);
        }
        if (block.isFreed()) {
            return Findings.doubleFree(block, heap().nextSerial(), dump);
        }
        return fences.areWhole()
                ? Findings.wrongDomain(block, domain(), dump)
                : Findings.fence(block, fences.firstWrong(), dump);
    }

    @Override
    long resize(Block old, long size) {
        long padded;
        try {
            padded = padded(size);
        } catch (HeapExhaustedException e) {
            old.letGo();
            throw e;
        }
        // Who still has the old address is to find dead bytes there, wherever the block goes.
        ErasedBytes saved = ErasedBytes.from(old);
        heap().records().remove(old);
        long start;
        try {
            start = heap().inside().reallocate(old.start(), padded);
        } catch (RuntimeException | Error e) {
            fence(old);
            saved.putBack(old.address(), old.size());
            heap().records().enter(old);
            old.letGo();
            if (e instanceof HeapExhaustedException exhausted) {
                throw withFences(size, exhausted);
            }
            throw e;
        }
        old.gone();
        Block block = heap().newBlock(start, size, domain());
        fence(block);
        saved.putBack(block.address(), size);
        if (size > old.size()) {
            clean(block.address() + old.size(), size - old.size());
        }
        heap().records().enter(block);
        return block.address();
    }
}
