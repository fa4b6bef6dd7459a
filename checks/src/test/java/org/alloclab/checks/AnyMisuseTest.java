package org.alloclab.checks;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.alloclab.HeapLayout;
import org.alloclab.InvalidAddressException;
import org.alloclab.Seed;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.memory.Memory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whatever is passed to the interface, by however many threads: the virtual machine goes on. */
@Timeout(value = 120, unit = SECONDS)
class AnyMisuseTest {
    private static final int PLACES = 64;

    private static final Function<HeapLayout, SmallObjectAllocator> GIL = GilAllocator::new;
    private static final Function<HeapLayout, SmallObjectAllocator> LOCK_FREE =
            LockFreeAllocator::new;

    private final Set<Corruption> found = ConcurrentHashMap.newKeySet();

    static Stream<Arguments> heaps() {
        return Stream.of(CheckLevel.DEBUG, CheckLevel.HARDENED)
                .flatMap(level ->
                        Stream.of(Arguments.of(level, GIL), Arguments.of(level, LOCK_FREE)));
    }

    private static CheckedAllocator open(
            CheckLevel level, Function<HeapLayout, SmallObjectAllocator> model) {
        return (CheckedAllocator) level.around(model.apply(HeapLayout.CLASSIC38), () -> true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heaps")
    void ofOneThread(CheckLevel level, Function<HeapLayout, SmallObjectAllocator> model) {
        SplittableRandom random = Seed.random(Seed.draw("ofOneThread " + level), 0);
        for (int round = 0; round < 60; round++) {
            try (CheckedAllocator heap = open(level, model)) {
                misuse(heap, random, new AtomicLongArray(PLACES), 2000, true);
            }
        }
        assertThat(found).hasSizeGreaterThan(2); // one kind a round, of five that are likely
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heaps")
    void ofThreadsThatShareAddresses(
            CheckLevel level, Function<HeapLayout, SmallObjectAllocator> model)
            throws InterruptedException {
        long seed = Seed.draw("ofThreadsThatShareAddresses " + level);
        for (int round = 0; round < 25; round++) {
            CheckedAllocator heap = open(level, model);
            AtomicLongArray places = new AtomicLongArray(PLACES);
            Thread[] threads = new Thread[4];
            for (int i = 0; i < threads.length; i++) {
                SplittableRandom random = Seed.random(seed, round * threads.length + i);
                threads[i] =
                        Thread.ofPlatform().start(() -> misuse(heap, random, places, 400, false));
            }
            if (round % 3 == 0) {
                heap.close(); // while they call
            }
            for (Thread thread : threads) {
                thread.join();
            }
            heap.close();
        }
        assertThat(found).contains(Corruption.DOUBLE_FREE);
    }

    /** Calls until the heap stops or is closed; most of them are right. */
    private void misuse(
            CheckedAllocator heap,
            SplittableRandom random,
            AtomicLongArray places,
            int calls,
            boolean writes) {
        try {
            for (int call = 0; call < calls; call++) {
                step(heap, random, places, writes);
            }
        } catch (HeapStoppedException e) {
            found.add(e.report().kind());
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("allocator: closed");
        }
    }

    private static void step(
            CheckedAllocator heap,
            SplittableRandom random,
            AtomicLongArray places,
            boolean writes) {
        int place = random.nextInt(PLACES);
        long block = places.get(place);
        int dice = random.nextInt(1000);
        if (dice < 500) {
            if (block == 0) {
                places.set(place, heap.allocate(random.nextInt(700)));
            } else {
                places.set(place, 0);
                heap.free(block);
            }
        } else if (dice < 700) {
            places.set(place, heap.reallocate(block, random.nextInt(700)));
        } else if (dice < 980) {
            query(heap, block + random.nextInt(-40, 40));
        } else if (dice < 981) {
            heap.free(block + random.nextInt(-700, 700));
        } else if (dice < 982) {
            heap.free(block);
        } else if (dice < 983) {
            heap.free(block, random.nextInt(700));
        } else if (dice < 984) {
            heap.domain(Domain.MEM).free(block);
        } else if (dice < 985 && writes && block != 0) {
            Memory.putByte(block - 1 - random.nextInt(16), (byte) random.nextInt());
        } else if (dice < 990) {
            heap.trim();
        }
    }

    private static void query(CheckedAllocator heap, long address) {
        try {
            assertThat(heap.usableSize(address)).isNotNegative();
        } catch (InvalidAddressException e) {
            assertThat(e.address()).isEqualTo(address);
        }
    }
}
