package org.alloclab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What every allocator must do when many threads call it, in every layout. */
@ParameterizedClass
@MethodSource("layouts")
@Timeout(value = 120, unit = SECONDS)
public abstract class ConcurrentAllocatorContract {
    @Parameter protected HeapLayout layout;

    protected SmallObjectAllocator allocator;

    /** The layouts; a subclass may have a method of this name that gives fewer. */
    protected static Stream<HeapLayout> layouts() {
        return Stream.of(HeapLayout.values());
    }

    /** Opens an empty allocator. */
    protected abstract SmallObjectAllocator open(HeapLayout layout, ArenaSource source);

    /** Checks what only the implementation can see, while no call is in progress. */
    protected void checkAtRest(SmallObjectAllocator atRest) {}

    @BeforeEach
    void open() {
        allocator = open(layout, ArenaSource.system(layout.arenaBytes()));
    }

    @AfterEach
    void close() {
        allocator.close();
    }

    private void assertEmptyAfterTrim() {
        checkAtRest(allocator);
        allocator.trim();
        checkAtRest(allocator);
        assertThat(allocator.statistics().liveBlocks()).isZero();
        assertThat(allocator.statistics().mappedBytes()).isZero();
    }

    /** Runs threads until they have died, and fails with the errors of all. */
    protected static void run(int threads, ThreadFactory kind, IntConsumer body) throws Exception {
        CountDownLatch start = new CountDownLatch(Math.min(threads, 8));
        Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
        List<Thread> started = new ArrayList<>();
        for (int number = 0; number < threads; number++) {
            int thread = number;
            Runnable task =
                    () -> {
                        try {
                            start.countDown();
                            start.await();
                            body.accept(thread);
                        } catch (Throwable e) {
                            errors.add(e);
                        }
                    };
            Thread next = kind.newThread(task);
            next.start();
            started.add(next);
        }
        for (Thread thread : started) {
            thread.join();
        }
        assertThat(errors).isEmpty();
    }

    @Test
    void threadsThatKeepTheirBlocksDoNotMeet() throws Exception {
        long seed = Seed.draw("threadsThatKeepTheirBlocksDoNotMeet " + layout);
        run(
                4,
                Thread.ofPlatform().factory(),
                thread -> {
                    Ledger ledger = new Ledger(allocator, Seed.random(seed, thread));
                    for (int call = 0; call < 60_000; call++) {
                        ledger.step(call / 10_000 % 2 == 0 ? 2000 : 50);
                    }
                    ledger.freeAll();
                });
        assertEmptyAfterTrim();
    }

    @Test
    void blocksOutliveTheirThreads() throws Exception {
        Queue<Long> blocks = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < 20; round++) {
            run(
                    2,
                    Thread.ofPlatform().factory(),
                    thread -> {
                        for (int i = 0; i < 300; i++) {
                            blocks.add(stamped(1 + i % 512));
                        }
                    });
        }
        assertThat(allocator.statistics().liveBlocks()).isEqualTo(blocks.size());
        checkAtRest(allocator);
        blocks.forEach(this::checkAndFree);
        assertEmptyAfterTrim();
    }

    @Test
    void nothingIsLostAmongThreadsThatHandOnAndDie() throws Exception {
        long seed = Seed.draw("nothingIsLostAmongThreadsThatHandOnAndDie " + layout);
        Queue<Long> handed = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < 15; round++) {
            int base = round * 4;
            run(
                    4,
                    round % 3 == 2 ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory(),
                    thread -> handOn(handed, Seed.random(seed, base + thread), 4000));
            assertThat(allocator.statistics().liveBlocks()).isEqualTo(handed.size());
            checkAtRest(allocator);
        }
        handed.forEach(this::checkAndFree);
        assertEmptyAfterTrim();
    }

    @Test
    void trimmingMayMeetEveryOtherCall() throws Exception {
        long seed = Seed.draw("trimmingMayMeetEveryOtherCall " + layout);
        Queue<Long> handed = new ConcurrentLinkedQueue<>();
        run(
                4,
                Thread.ofPlatform().factory(),
                thread -> {
                    SplittableRandom random = Seed.random(seed, thread);
                    for (int i = 0; i < 2000; i++) {
                        handOn(handed, random, 20);
                        allocator.trim();
                    }
                });
        assertThat(allocator.statistics().liveBlocks()).isEqualTo(handed.size());
        checkAtRest(allocator);
        handed.forEach(this::checkAndFree);
        assertEmptyAfterTrim();
    }

    private void handOn(Queue<Long> handed, SplittableRandom random, int calls) {
        for (int call = 0; call < calls; call++) {
            if (random.nextInt(100) < 52) {
                handed.add(stamped(random.nextInt(600)));
            } else {
                Long block = handed.poll();
                if (block != null) {
                    checkAndFree(block);
                }
            }
        }
    }

    @Test
    void producersAndConsumersStayInBoundedMemory() throws Exception {
        Queue<Long> handed = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        int most = 2000;
        run(
                2,
                Thread.ofPlatform().factory(),
                thread -> {
                    try {
                        if (thread == 0) {
                            produce(handed, done, most);
                        } else {
                            consume(handed, done);
                        }
                    } finally {
                        done.set(true);
                    }
                });
        long needed = Math.ceilDiv((most + 100L) * 64, layout.arenaBytes()) + 1;
        assertThat(allocator.statistics().arenasHighwater()).isLessThanOrEqualTo(3 * needed);
        assertEmptyAfterTrim();
    }

    private void produce(Queue<Long> handed, AtomicBoolean done, int most) {
        for (int i = 0; i < 200_000; i++) {
            handed.add(stamped(64));
            while (i % 100 == 0 && handed.size() > most && !done.get()) {
                Thread.yield();
            }
        }
    }

    private void consume(Queue<Long> handed, AtomicBoolean done) {
        while (!done.get() || !handed.isEmpty()) {
            Long block = handed.poll();
            if (block != null) {
                checkAndFree(block);
            }
        }
    }

    @Test
    void tenThousandVirtualThreads() throws Exception {
        Queue<Long> handed = new ConcurrentLinkedQueue<>();
        run(
                10_000,
                Thread.ofVirtual().factory(),
                thread -> {
                    long[] own = new long[20];
                    for (int i = 0; i < own.length; i++) {
                        own[i] = stamped(1 + (thread + 37 * i) % 512);
                        if (i % 7 == 0) {
                            Thread.yield();
                        }
                    }
                    for (int i = 0; i < own.length; i++) {
                        if (i % 3 == 0) {
                            handed.add(own[i]);
                        } else {
                            checkAndFree(own[i]);
                        }
                    }
                    Long block = handed.poll();
                    if (block != null) {
                        checkAndFree(block);
                    }
                });
        assertThat(allocator.statistics().liveBlocks()).isEqualTo(handed.size());
        checkAtRest(allocator);
        handed.forEach(this::checkAndFree);
        assertEmptyAfterTrim();
    }

    @Test
    void statisticsAreInBoundsWhileThreadsRun() throws Exception {
        long seed = Seed.draw("statisticsAreInBoundsWhileThreadsRun " + layout);
        AtomicBoolean done = new AtomicBoolean();
        Thread watcher =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!done.get()) {
                                HeapStatistics now = allocator.statistics();
                                now.classes()
                                        .forEach(row -> {
                                            assertThat(row.blocksInUse()).isNotNegative();
                                            assertThat(row.blocksAvailable()).isNotNegative();
                                        });
                                assertThat(now.liveBlocks()).isNotNegative();
                            }
                        });
        List<Throwable> failures = new ArrayList<>();
        watcher.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
        Queue<Long> handed = new ConcurrentLinkedQueue<>();
        run(
                4,
                Thread.ofPlatform().factory(),
                thread -> handOn(handed, Seed.random(seed, thread), 20_000));
        done.set(true);
        watcher.join();
        assertThat(failures).isEmpty();
        handed.forEach(this::checkAndFree);
        assertEmptyAfterTrim();
    }

    @Test
    void aThreadThatOnlyFreesFreesForGood() throws Exception {
        long[] blocks = LongStream.range(0, 20_000).map(i -> stamped(i % 500)).toArray();
        run(
                1,
                Thread.ofPlatform().factory(),
                thread -> LongStream.of(blocks).forEach(this::checkAndFree));
        assertEmptyAfterTrim();
    }

    @Test
    protected void aFreeByAnotherThreadOfAFreedBlockIsRefused() throws Exception {
        for (int size : new int[] {0, 1, 64, 512, 513}) {
            long block = allocator.allocate(size);
            long neighbour = allocator.allocate(size);
            run(1, Thread.ofPlatform().factory(), thread -> allocator.free(block));
            run(
                    2,
                    Thread.ofPlatform().factory(),
                    thread ->
                            assertThat(
                                            catchThrowableOfType(
                                                    InvalidAddressException.class,
                                                    () -> allocator.free(block)))
                                    .isNotNull());
            assertThat(
                            catchThrowableOfType(
                                    InvalidAddressException.class, () -> allocator.free(block)))
                    .isNotNull();
            allocator.free(neighbour);
        }
        assertEmptyAfterTrim();
    }

    @Test
    protected void threadsThatRaceToFreeABlockBreakNothingElse() throws Exception {
        Set<Long> live = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            live.add(stamped(64));
        }
        for (int round = 0; round < 300; round++) {
            long block = stampedPastDamage();
            run(
                    2,
                    Thread.ofPlatform().factory(),
                    thread -> {
                        try {
                            allocator.free(block);
                        } catch (InvalidAddressException e) {
                            assertThat(e.address()).isEqualTo(block);
                        } catch (HeapCorruptedException e) {
                            assertThat(e).hasMessageContaining("put out of use");
                        }
                    });
        }
        for (int i = 0; i < 1000; i++) {
            long block = stampedPastDamage();
            assertThat(live.add(block)).as("0x%x is handed out once", block).isTrue();
        }
        for (long block : live) {
            try {
                checkAndFree(block);
            } catch (HeapCorruptedException e) {
                assertThat(e).hasMessageContaining("put out of use");
            }
        }
    }

    /**
     * Where threads raced to free a block, the next allocation may meet the damage, once a pool.
     */
    private long stampedPastDamage() {
        try {
            return stamped(64);
        } catch (HeapCorruptedException e) {
            assertThat(e).hasMessageContaining("put out of use");
            return stamped(64);
        }
    }

    /**
     * A block whose first and last 8 bytes hold its address; those of less than 16 hold nothing.
     */
    private long stamped(long size) {
        long block = allocator.allocate(size);
        if (size >= 16) {
            Memory.putLong(block, block);
            Memory.putLong(block + (size - 8) / 8 * 8, block);
        }
        return block;
    }

    private void checkAndFree(long block) {
        long size = allocator.usableSize(block);
        if (size >= 32 && Memory.getLong(block) != block) {
            throw new AssertionError("block 0x%x was overwritten".formatted(block));
        }
        allocator.free(block);
    }
}
