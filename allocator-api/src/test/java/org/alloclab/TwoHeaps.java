package org.alloclab;

import java.lang.reflect.InvocationTargetException;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A program that opens two heaps, has blocks of both, and starts some threads beside them. It says
 * {@code served}, or {@code refused:} and why; anything else is a fault. {@link
 * AddressLimitContract} runs it where addresses are short.
 */
public final class TwoHeaps {
    private static final int BLOCKS = 10_000;
    private static final int THREADS = 8;

    private TwoHeaps() {}

    /**
     * @param args the class of the allocator, and a layout
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        HeapLayout layout = HeapLayout.valueOf(args[1]);
        try (SmallObjectAllocator one = open(args[0], layout);
                SmallObjectAllocator other = open(args[0], layout)) {
            long[] blocks = fill(one);
            long[] others = fill(other);
            Thread[] threads =
                    Stream.generate(() -> new Thread(() -> free(other, fill(other))))
                            .limit(THREADS)
                            .toArray(Thread[]::new);
            for (Thread thread : threads) {
                thread.start();
            }
            for (Thread thread : threads) {
                join(thread);
            }
            free(one, blocks);
            free(other, others);
            System.out.println("served");
        } catch (HeapExhaustedException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }

    private static SmallObjectAllocator open(String type, HeapLayout layout)
            throws ReflectiveOperationException {
        try {
            return (SmallObjectAllocator)
                    Class.forName(type).getConstructor(HeapLayout.class).newInstance(layout);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof HeapExhaustedException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static long[] fill(SmallObjectAllocator heap) {
        long[] blocks = LongStream.range(0, BLOCKS).map(_ -> heap.allocate(48)).toArray();
        HeapStatistics statistics = heap.statistics();
        if (statistics.rawBlocks() != 0) {
            throw new IllegalStateException("the C library serves what the heap should");
        }
        return blocks;
    }

    private static void free(SmallObjectAllocator heap, long[] blocks) {
        LongStream.of(blocks).forEach(heap::free);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
