package org.alloclab.peers;

import static org.alloclab.SizeClasses.checkSize;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.Memory;

/**
 * Direct buffers of Netty; a block is a buffer, its address the buffer's.
 *
 * <p>Netty is set up for speed: every thread gets a cache, and the search for leaks is off, in the
 * whole process. It is faster still on threads of its own, {@link
 * io.netty.util.concurrent.FastThreadLocalThread}, and in a virtual machine that was started with
 * {@code --sun-misc-unsafe-memory-access=allow}.
 *
 * <p>What this adds to Netty's own cost is a {@link BlockTable}.
 */
final class NettyAllocator extends PeerAllocator {
    private final ByteBufAllocator buffers;
    private final BlockTable<ByteBuf> blocks = new BlockTable<>();

    private NettyAllocator(ByteBufAllocator buffers) {
        super(version());
        this.buffers = buffers;
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    /** Known as long as Netty's classes are in its own jar. */
    private static String version() {
        String version = ByteBuf.class.getPackage().getImplementationVersion();
        return version == null ? "unknown version" : version;
    }

    static NettyAllocator pooled() {
        return new NettyAllocator(
                new PooledByteBufAllocator(
                        true,
                        0,
                        PooledByteBufAllocator.defaultNumDirectArena(),
                        PooledByteBufAllocator.defaultPageSize(),
                        PooledByteBufAllocator.defaultMaxOrder(),
                        PooledByteBufAllocator.defaultSmallCacheSize(),
                        PooledByteBufAllocator.defaultNormalCacheSize(),
                        true));
    }

    static NettyAllocator adaptive() {
        return new NettyAllocator(new AdaptiveByteBufAllocator(true, true));
    }

    @Override
    public long allocate(long size) {
        try {
            ByteBuf block = buffers.directBuffer(length(size));
            long address = block.memoryAddress();
            blocks.put(address, block);
            return address;
        } catch (OutOfMemoryError e) {
            throw new HeapExhaustedException(size, e.getMessage());
        }
    }

    @Override
    public long allocateZeroed(long size) {
        long block = allocate(size);
        Memory.clear(block, size);
        return block;
    }

    @Override
    public long reallocate(long address, long size) {
        if (address == 0) {
            return allocate(size);
        }
        int length = length(size);
        ByteBuf block = blocks.remove(address); // before its old place can be allocated again
        try {
            block.capacity(length);
        } catch (OutOfMemoryError e) {
            throw new HeapExhaustedException(size, e.getMessage());
        } finally {
            blocks.put(block.memoryAddress(), block);
        }
        return block.memoryAddress();
    }

    @Override
    public void free(long address) {
        if (address != 0) {
            blocks.remove(address).release();
        }
    }

    @Override
    public long usableSize(long address) {
        return blocks.get(address).capacity();
    }

    /** Gives back what the calling thread keeps for itself, as far as Netty does. */
    @Override
    public void trim() {
        if (buffers instanceof PooledByteBufAllocator pooled) {
            pooled.trimCurrentThreadCache();
        }
    }

    /** Frees every live block; Netty gives its chunks back when it is no longer reachable. */
    @Override
    public void close() {
        blocks.removeAll(ByteBuf::release);
    }

    private static int length(long size) {
        if (checkSize(size) > Integer.MAX_VALUE) {
            throw new HeapExhaustedException(size, "Netty's buffers are smaller than 2 GiB");
        }
        return (int) size;
    }
}
