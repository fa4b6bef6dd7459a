package org.alloclab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.alloclab.memory.ArenaSource;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.provider.Allocators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

/**
 * The contract for an allocator of your own. Extend it and give the provider; a test that needs a
 * promise which the provider does not make is skipped and says so.
 *
 * <p>A failed test that draws random numbers prints the seed that repeats it.
 */
@Timeout(value = 120, unit = SECONDS)
public abstract class AllocatorContract extends BlockContract {
    private static final int THREADS = 4;
    private static final int CALLS = 60_000;

    /** The allocator to test. */
    protected abstract AllocatorProvider provider();

    /** The layout to test it in: its first one; any if it has none. */
    protected HeapLayout layout() {
        return provider().layouts().isEmpty()
                ? HeapLayout.CLASSIC
                : provider().layouts().getFirst();
    }

    @Override
    SmallObjectAllocator openHeap() throws AllocatorUnavailableException {
        return provider().open(layout());
    }

    @Override
    boolean promises(AllocatorPromise promise) {
        return provider().promises(promise);
    }

    private void assumePromised(AllocatorPromise promise) {
        assumeTrue(promises(promise), provider().name() + " does not promise " + promise);
    }

    @Test
    void theServiceLoaderFindsTheProviderByItsName() {
        assertThat(Allocators.installed().named(provider().name()))
                .as("the one of META-INF/services/%s", AllocatorProvider.class.getName())
                .containsInstanceOf(provider().getClass());
        assertThat(provider().description()).isNotBlank().hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void randomCallsAgreeWithALedger() {
        long seed = Seed.draw("randomCallsAgreeWithALedger");
        callAtRandom(Seed.random(seed, 0));
        assertLive(0);
    }

    @Test
    void threadsThatKeepTheirBlocksDoNotMeet() throws Exception {
        assumePromised(AllocatorPromise.CONCURRENT);
        long seed = Seed.draw("threadsThatKeepTheirBlocksDoNotMeet");
        ConcurrentAllocatorContract.run(
                THREADS,
                Thread.ofPlatform().factory(),
                thread -> callAtRandom(Seed.random(seed, thread)));
        assertLive(0);
    }

    private void callAtRandom(SplittableRandom random) {
        Ledger ledger = new Ledger(allocator, random);
        for (int call = 0; call < CALLS; call++) {
            ledger.step(call / 10_000 % 2 == 0 ? 2000 : 50);
        }
        ledger.freeAll();
    }

    @Test
    void anyThreadMayFreeABlock() throws Exception {
        assumePromised(AllocatorPromise.CONCURRENT);
        long seed = Seed.draw("anyThreadMayFreeABlock");
        Queue<Long> handed = new ConcurrentLinkedQueue<>();
        ConcurrentAllocatorContract.run(
                THREADS,
                Thread.ofPlatform().factory(),
                thread -> handOn(handed, Seed.random(seed, thread)));
        assertLive(handed.size());
        assertThat(handed).doesNotHaveDuplicates();
        handed.forEach(this::checkAndFree);
        assertLive(0);
    }

    private void handOn(Queue<Long> handed, SplittableRandom random) {
        for (int call = 0; call < CALLS; call++) {
            if (random.nextInt(100) < 52) {
                handed.add(filled(64));
            } else {
                Long block = handed.poll();
                if (block != null) {
                    checkAndFree(block);
                }
            }
        }
    }

    private void checkAndFree(long block) {
        assertFilled(block, 64);
        allocator.free(block);
    }

    @Test
    void wrongAddressesAreRefusedAndHarmNothing() {
        assumePromised(AllocatorPromise.WRONG_FREES_FOUND);
        long block = filled(100);
        long freed = allocator.allocate(100);
        allocator.free(freed);
        LongStream.of(freed, block + 1, block + 16, 16, -1)
                .forEach(address ->
                        assertThat(
                                        catchThrowableOfType(
                                                InvalidAddressException.class,
                                                () -> allocator.free(address)))
                                .as("0x%x", address)
                                .isNotNull());
        assertFilled(block, 100);
        assertLive(1);
        allocator.free(block);
    }

    @Test
    void memoryIsGivenBackAfterTheLastBlock() {
        assumePromised(AllocatorPromise.MEMORY_RETURNED);
        assumePromised(AllocatorPromise.STATISTICS);
        long[] blocks = LongStream.range(0, 10_000).map(i -> filled(i % 600)).toArray();
        assertThat(allocator.statistics().mappedBytes()).isPositive();
        LongStream.of(blocks).forEach(allocator::free);
        allocator.trim();
        assertThat(allocator.statistics().mappedBytes()).isZero();
    }

    @Test
    void arenasComeFromTheSourceAndGoBackToIt() {
        assumePromised(AllocatorPromise.ARENA_SOURCE);
        int arenaBytes = layout().arenaBytes();
        HostileArenaSource source = new HostileArenaSource(ArenaSource.system(arenaBytes), 100);
        try (SmallObjectAllocator other = provider().open(layout(), source)) {
            long block = other.allocate(100);
            assertThat(source.held()).isOne();
            other.free(block);
            other.trim();
        }
        assertThat(source.held()).isZero();
    }

    @Test
    void closingTwiceIsClosingOnceAndEndsAllocation() {
        allocator.close();
        allocator.close();
        assertThatIllegalStateException().isThrownBy(() -> allocator.allocate(1));
    }
}
