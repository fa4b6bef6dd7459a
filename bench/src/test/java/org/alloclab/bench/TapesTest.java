package org.alloclab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.replay.BuiltInTraces;
import org.alloclab.replay.Trace;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What is drawn or decoded before anything is measured. */
class TapesTest {
    private static final int SLOTS = 1000;

    private static int[] steps(long seed) {
        Tape tape = new Tape(seed, SLOTS, Tape.uniform(16, 512));
        return IntStream.range(0, Tape.STEPS).map(tape::step).toArray();
    }

    @Test
    void theSameSeedGivesTheSameTape() {
        assertThat(steps(7)).isEqualTo(steps(7)).isNotEqualTo(steps(8));
    }

    @Test
    void aTapeReachesAllSlotsAndSizesAndNoOthers() {
        int[] steps = steps(7);
        assertThat(Arrays.stream(steps).map(Tape::slot).distinct().sorted())
                .containsExactlyElementsOf(IntStream.range(0, SLOTS).boxed().toList());
        assertThat(Arrays.stream(steps).map(Tape::size).distinct().sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(16, 512).boxed().toList());
    }

    @Test
    void aTapeBeginsAgain() {
        Tape tape = new Tape(7, SLOTS, Tape.uniform(16, 512));
        assertThat(tape.step(Tape.STEPS + 5)).isEqualTo(tape.step(5));
        assertThat(tape.step(Integer.MIN_VALUE)).isEqualTo(tape.step(0));
    }

    @Test
    void aTraceIsReplayedToItsEndAndLeavesNothing() throws IOException {
        for (String name : BuiltInTraces.names()) {
            Trace trace = BuiltInTraces.open(name);
            TraceTape tape = new TraceTape();
            tape.trace = name;
            tape.decode();
            assertThat((long) tape.length())
                    .isEqualTo(trace.facts().operations() + trace.facts().blocksLiveAtEnd());
            assertThat(liveAfter(tape)).isZero();
        }
    }

    /** Plays it with sizes for addresses. */
    private static long liveAfter(TraceTape tape) {
        boolean[] live = new boolean[tape.slots()];
        for (int i = 0; i < tape.length(); i++) {
            long call = tape.call(i);
            int slot = TraceTape.slot(call);
            assertThat(live[slot]).isEqualTo(TraceTape.kind(call) != TraceTape.ALLOCATE);
            live[slot] = TraceTape.kind(call) != TraceTape.FREE;
        }
        return IntStream.range(0, live.length).filter(slot -> live[slot]).count();
    }
}
