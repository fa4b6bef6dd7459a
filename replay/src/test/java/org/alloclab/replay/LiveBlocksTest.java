package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class LiveBlocksTest {
    @Test
    void mapAgreesWithAHashMap() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SlotMap map = new SlotMap();
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            long id = random.nextInt(5_000) * 64L;
            if (expected.containsKey(id)) {
                map.remove(id);
                expected.remove(id);
            } else {
                map.put(id, i);
                expected.put(id, i);
            }
            long asked = random.nextInt(5_000) * 64L;
            assertThat(map.get(asked))
                    .as("id %d, step %d, seed %d", asked, i, seed)
                    .isEqualTo(expected.getOrDefault(asked, SlotMap.NONE));
        }
        List<Integer> slots = new ArrayList<>();
        map.forEachSlot(slots::add);
        assertThat(slots).as("seed %d", seed).hasSameElementsAs(expected.values());
        assertThat(map.size()).isEqualTo(expected.size());
    }

    @Test
    void threadsGetTheirOwnSlotsBackLastFreedFirst() {
        FreeSlots slots = new FreeSlots();
        for (int i = 0; i < 4; i++) {
            assertThat(slots.take(0)).isEqualTo(i);
        }
        slots.give(0, 1);
        slots.give(1, 2);
        slots.give(2, 1);
        assertThat(slots.take(1)).isEqualTo(2);
        assertThat(slots.take(1)).isEqualTo(0);
        assertThat(slots.take(1)).as("none of its own is left").isEqualTo(4);
        assertThat(slots.take(2)).isEqualTo(1);
        assertThat(slots.slots()).isEqualTo(5);
    }

    @Test
    void slotsAreBoundedWhenOneThreadFreesWhatAnotherAllocates() {
        LiveBlocks blocks = new LiveBlocks();
        int live = 100;
        for (long id = 0; id < 1_000_000; id++) {
            assertThat(blocks.allocate(id, 32, 0)).isTrue();
            if (id >= live) {
                blocks.free(id - live, 1 + (int) id % 3);
            }
        }
        assertThat(blocks.slots()).isLessThanOrEqualTo(FreeSlots.SPARE + live + 1);
        assertThat(blocks.mostLive()).isEqualTo(live + 1);
        assertThat(blocks.peakBytes()).isEqualTo(32 * (live + 1));
        assertThat(blocks.liveSlots()).hasSize(live).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void noTwoLiveBlocksShareASlot() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        LiveBlocks blocks = new LiveBlocks();
        Map<Integer, Long> bySlot = new HashMap<>();
        List<Long> live = new ArrayList<>();
        for (long id = 0; id < 300_000; id++) {
            blocks.allocate(id, 1, random.nextInt(4));
            assertThat(bySlot.put(blocks.slotOf(id), id)).as("seed %d", seed).isNull();
            live.add(id);
            while (random.nextInt(100) < 48 && !live.isEmpty()) {
                long freed = live.remove(random.nextInt(live.size()));
                bySlot.remove(blocks.slotOf(freed));
                blocks.free(freed, random.nextInt(4));
                assertThat(blocks.slotOf(freed)).isEqualTo(SlotMap.NONE);
            }
        }
        assertThat(blocks.live()).isEqualTo(live.size());
    }
}
