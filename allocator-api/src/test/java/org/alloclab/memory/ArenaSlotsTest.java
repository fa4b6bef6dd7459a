package org.alloclab.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

class ArenaSlotsTest {
    @Test
    void slotsAreTakenFromTheLowest() {
        ArenaSlots slots = new ArenaSlots(128);
        for (int slot = 0; slot < 128; slot++) {
            assertThat(slots.take()).isEqualTo(slot);
        }
        assertThat(slots.take()).isEqualTo(-1);
        slots.give(70);
        slots.give(3);
        assertThat(slots.isTaken(70)).isFalse();
        assertThat(slots.isTaken(71)).isTrue();
        assertThat(slots.take()).isEqualTo(3);
        assertThat(slots.take()).isEqualTo(70);
    }

    @Test
    void noSlotIsTakenTwice() {
        ArenaSlots slots = new ArenaSlots(64);
        Set<Integer> held = ConcurrentHashMap.newKeySet();
        Set<String> errors = ConcurrentHashMap.newKeySet();
        try (var executor = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                executor.execute(() -> {
                    for (int i = 0; i < 50_000; i++) {
                        int slot = slots.take();
                        if (!held.add(slot)) {
                            errors.add("slot " + slot + " taken twice");
                        }
                        held.remove(slot);
                        slots.give(slot);
                    }
                });
            }
        }
        assertThat(errors).isEmpty();
    }
}
