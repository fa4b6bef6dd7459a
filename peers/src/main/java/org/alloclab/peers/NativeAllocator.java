package org.alloclab.peers;

import static org.alloclab.SizeClasses.checkSize;

import org.alloclab.HeapExhaustedException;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * An allocator written in C. This class is a template: {@link NativeFunctions#allocator} makes a
 * copy of it for each library, and only the copies have functions.
 *
 * <p>A call is what a careful C programmer would write: the function, and a look at whether it
 * returned memory. Negative sizes need no look of their own, since no library has that much.
 *
 * <p>The heap is the process's: there is one for all allocators of the same library, {@link #close}
 * leaves it as it is, and blocks live on until they are freed. While a call runs, the virtual
 * machine cannot reach a safepoint; that is right for short calls, and makes them fast.
 */
final class NativeAllocator extends PeerAllocator {
    private static final NativeFunctions FUNCTIONS = functions();
    private static final MethodHandle ALLOCATE = FUNCTIONS.allocate();
    private static final MethodHandle ALLOCATE_ZEROED = FUNCTIONS.allocateZeroed();
    private static final MethodHandle REALLOCATE = FUNCTIONS.reallocate();
    private static final MethodHandle FREE = FUNCTIONS.free();
    private static final MethodHandle USABLE_SIZE = FUNCTIONS.usableSize();
    private static final MethodHandle TRIM = FUNCTIONS.trim();

    NativeAllocator() {
        super(FUNCTIONS.description());
    }

    private static NativeFunctions functions() {
        try {
            return MethodHandles.classData(
                    MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, NativeFunctions.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long allocate(long size) {
        try {
            return got((long) ALLOCATE.invokeExact(size), size);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public long allocateZeroed(long size) {
        try {
            return got((long) ALLOCATE_ZEROED.invokeExact(size), size);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public long reallocate(long address, long size) {
        long bytes = size == 0 ? 1 : size; // 0 would free the block
        try {
            return got((long) REALLOCATE.invokeExact(address, bytes), size);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void free(long address) {
        try {
            FREE.invokeExact(address);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public long usableSize(long address) {
        if (USABLE_SIZE == null) {
            throw unsupported("cannot tell the size of a block");
        }
        try {
            return (long) USABLE_SIZE.invokeExact(address);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void trim() {
        try {
            TRIM.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void close() {
        // A library cannot be unloaded while threads may hold its blocks, nor can it drop them.
    }

    private static long got(long block, long size) {
        if (block == 0) {
            throw new HeapExhaustedException(checkSize(size), "the library refuses them");
        }
        return block;
    }
}
