package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** In a recorded replay each operation is done by its own thread, and those on a block in order. */
@Timeout(60)
class RecordedOrderTest {
    private static final int THREADS = 4;

    /** Notes who did what to which block; every block and every resizing has a size of its own. */
    private static final class Recorder extends PlainAllocator {
        private final Map<Long, List<String>> current = new HashMap<>(); // by address
        private final List<List<String>> blocks = new ArrayList<>();

        @Override
        public synchronized long allocate(long size) {
            long block = super.allocate(size);
            List<String> story = new ArrayList<>();
            blocks.add(story);
            current.put(block, story);
            note(block, "allocate " + size);
            return block;
        }

        @Override
        public synchronized long reallocate(long address, long size) {
            if (address == 0) {
                note(allocate(size), "out of turn");
            }
            long moved = super.reallocate(address, size);
            current.put(moved, current.remove(address));
            note(moved, "reallocate " + size);
            return moved;
        }

        @Override
        public synchronized void free(long address) {
            if (address == 0) {
                blocks.add(List.of("free out of turn"));
                return;
            }
            note(address, "free");
            current.remove(address);
            super.free(address);
        }

        private void note(long block, String what) {
            current.get(block).add(what + " by " + Thread.currentThread().getName());
        }
    }

    @Test
    void blocksGoThroughTheHandsTheyWentThrough() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Integer, Integer> numbers = new HashMap<>(); // a thread's number is not its index
        List<List<String>> expected = new ArrayList<>();
        List<Integer> live = new ArrayList<>();
        TraceBytes bytes = new TraceBytes();
        for (int i = 0; i < 20_000; i++) {
            int number = random.nextInt(THREADS) * 10;
            String by = " by replay-" + numbers.computeIfAbsent(number, n -> numbers.size());
            bytes.thread(number);
            int choice = live.isEmpty() ? 0 : random.nextInt(4);
            int size = 16 + i;
            if (choice < 2) {
                bytes.allocate(size);
                live.add(expected.size());
                expected.add(new ArrayList<>(List.of("allocate " + size + by)));
            } else if (choice == 2) {
                int id = live.get(random.nextInt(live.size()));
                bytes.reallocate(id, size);
                expected.get(id).add("reallocate " + size + by);
            } else {
                Integer id = live.remove(random.nextInt(live.size()));
                bytes.free(id);
                expected.get(id).add("free" + by);
            }
        }
        live.forEach(id -> expected.get(id).add("free by " + Thread.currentThread().getName()));

        for (Trace trace : new Trace[] {bytes.trace(), bytes.streamed()}) {
            try (Recorder recorder = new Recorder()) {
                ReplayResult result = Replay.recorded(trace).on(recorder);
                assertThat(recorder.blocks)
                        .as("seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(expected);
                assertThat(result.violations()).as("%s", result.firstViolations()).isZero();
                assertThat(result.threads()).isEqualTo(THREADS);
                assertThat(result.liveBlocksAtEnd()).isZero();
            }
        }
    }

    @Test
    void aSlowThreadIsWaitedFor() throws Exception {
        TraceBytes bytes = new TraceBytes();
        for (int id = 0; id < 50; id++) {
            bytes.thread(0).allocate(100).thread(1).reallocate(id, 200).thread(2).free(id);
        }
        PlainAllocator slow =
                new PlainAllocator() {
                    @Override
                    public long allocate(long size) {
                        LockSupport.parkNanos(2_000_000);
                        return super.allocate(size);
                    }

                    @Override
                    public long reallocate(long address, long size) {
                        assertThat(address).isNotZero();
                        return super.reallocate(address, size);
                    }

                    @Override
                    public void free(long address) {
                        assertThat(raw.size(address)).isEqualTo(200);
                        super.free(address);
                    }
                };
        try (slow) {
            ReplayResult result = Replay.recorded(bytes.trace()).on(slow);
            assertThat(result.violations()).isZero();
            assertThat(result.operations()).isEqualTo(150);
        }
    }
}
