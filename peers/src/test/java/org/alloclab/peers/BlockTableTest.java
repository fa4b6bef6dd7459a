package org.alloclab.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.Seed;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

class BlockTableTest {
    private static final long ADDRESSES = 1L << 48;

    private final BlockTable<String> table = new BlockTable<>();

    @Test
    void eachBlockHasItsObject() {
        SplittableRandom random = Seed.random(Seed.draw("eachBlockHasItsObject"), 0);
        Map<Long, String> expected = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            long start = random.nextLong(1 << 20, ADDRESSES - (1 << 20)) & -16;
            for (long address = start; address < start + 64; address += 16) {
                expected.put(address, Long.toHexString(address));
                table.put(address, Long.toHexString(address));
            }
        }
        table.put(ADDRESSES - 16, "last");
        assertThat(table.remove(ADDRESSES - 16)).isEqualTo("last");
        expected.forEach((address, block) -> assertThat(table.get(address)).isEqualTo(block));
        expected.forEach((address, block) -> assertThat(table.remove(address)).isEqualTo(block));
        expected.keySet().forEach(this::assertUnknown);
    }

    private void assertUnknown(long address) {
        for (Runnable call :
                List.<Runnable>of(() -> table.get(address), () -> table.remove(address))) {
            var e = catchThrowableOfType(InvalidAddressException.class, call::run);
            assertThat(e).isNotNull();
            assertThat(e.address()).isEqualTo(address);
            assertThat(e.what()).isEqualTo(What.UNKNOWN);
        }
    }

    @Test
    void allThatIsLeftIsRemovedOnce() {
        table.put(0x1000, "a");
        table.put(0x7f00_0000_1230L, "b");
        table.put(0x2000, "c");
        table.remove(0x2000);
        List<String> left = new ArrayList<>();
        table.removeAll(left::add);
        assertThat(left).containsExactlyInAnyOrder("a", "b");
        table.removeAll(left::add);
        assertThat(left).hasSize(2);
    }

    @Test
    void threadsThatGrowItAtOnceLoseNothing() throws InterruptedException {
        int blocks = 20_000;
        CyclicBarrier start = new CyclicBarrier(4);
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            long first = 0x7000_0000_0000L + 16 * number;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                awaitAll(start);
                                for (long i = 0; i < blocks; i++) {
                                    table.put(first + (i << 14), "block");
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> left = new ArrayList<>();
        table.removeAll(left::add);
        assertThat(left).hasSize(4 * blocks);
    }

    private static void awaitAll(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
