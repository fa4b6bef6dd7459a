package org.alloclab.stress.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.Seed;
import org.alloclab.stress.soak.Broken.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The witness sees what is wrong, whichever way, and nothing where nothing is. */
class SoakTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SEED = Seed.draw("SoakTest");

    private static SoakOptions demand(int threads, OptionalInt share, Duration patience) {
        return demand(threads, share, patience, SEED);
    }

    /** One thread, which begins with whatever can go wrong. */
    private static SoakOptions alone() {
        long seed = SEED;
        while (!isPlain(new PhaseSchedule(alone(seed)).shape(0))) {
            seed++;
        }
        return alone(seed);
    }

    private static SoakOptions alone(long seed) {
        return demand(1, OptionalInt.of(0), PATIENCE, seed);
    }

    private static boolean isPlain(WorkloadConfig shape) {
        return shape.crew().virtual() == 0 && shape.flow().resize() > 0;
    }

    private static SoakOptions demand(
            int threads, OptionalInt share, Duration patience, long seed) {
        return new SoakOptions(
                HeapLayout.CLASSIC, threads, share, false, Duration.ofMillis(800), seed, patience);
    }

    private static List<RoundOutcome> soak(AllocatorUnderTest subject, SoakOptions demand)
            throws InterruptedException {
        List<RoundOutcome> outcomes = new ArrayList<>();
        new Soak(subject, demand).run(outcomes::add);
        return outcomes;
    }

    static Stream<AllocatorUnderTest> sound() {
        return Stream.of(AllocatorUnderTest.GIL, AllocatorUnderTest.LOCKFREE);
    }

    @ParameterizedTest
    @MethodSource("sound")
    void aSoundAllocatorGoesThroughAllPhases(AllocatorUnderTest subject)
            throws InterruptedException {
        SoakOptions demand = demand(4, OptionalInt.empty(), PATIENCE);
        List<RoundOutcome> outcomes = soak(subject, demand);
        assertThat(outcomes).hasSize(new Soak(subject, demand).phases());
        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThat(outcome.isViolation()).as(outcome.evidence()).isFalse());
        assertThat(outcomes.stream().mapToLong(RoundOutcome::operations).sum()).isPositive();
        assertThat(outcomes).extracting(RoundOutcome::name).endsWith("the end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HANDS_OUT_TWICE     | .* was handed out to thread 1 while thread 1 has it.*
                    LOSES_A_BLOCK       | .*live to the allocator, but nobody holds it
                    DAMAGES_A_BLOCK     | .* was overwritten at byte 0: .*, when .*
                    FORGETS_A_BYTE      | .* was overwritten at byte 0: .*, when moved
                    LEAVES_RUBBISH      | .* 1 \\(expected: 0\\), when allocated as zeros
                    MISCOUNTS           | live blocks: .*
                    OVERLOOKS_AN_ARENA  | blocks in pools: .*
                    GIVES_BACK_AN_ARENA | arena .* was given back while somebody has .*
                    """)
    void aBrokenPromiseIsSeen(Fault fault, String summary) throws InterruptedException {
        SoakOptions demand = alone();
        List<RoundOutcome> outcomes = soak(Broken.with(fault, AllocatorUnderTest.GIL), demand);
        RoundOutcome last = outcomes.getLast();
        assertThat(last.isViolation()).isTrue();
        assertThat(last.hung()).isFalse();
        assertThat(last.summary()).matches(summary);
        assertThat(last.evidence()).contains("seed " + demand.seed(), "shape: ");
        assertThat(outcomes.subList(0, outcomes.size() - 1)).noneMatch(RoundOutcome::isViolation);
    }

    @Test
    void theEvidenceNamesTheLastOperationsOnTheBlock() throws InterruptedException {
        SoakOptions demand = alone();
        RoundOutcome last =
                soak(Broken.with(Fault.HANDS_OUT_TWICE, AllocatorUnderTest.GIL), demand).getLast();
        String address = last.summary().replaceFirst(".*?(0x[0-9a-f]+).*", "$1");
        assertThat(last.evidence())
                .containsPattern("seat 1, [0-9]+ operations before its end: .* " + address);
    }

    @Test
    void aThreadThatDoesNotGetOnIsSeen() throws InterruptedException {
        SoakOptions demand = demand(2, OptionalInt.empty(), Duration.ofMillis(500));
        RoundOutcome last =
                soak(Broken.with(Fault.HANGS, AllocatorUnderTest.LOCKFREE), demand).getLast();
        assertThat(last.hung()).isTrue();
        assertThat(last.summary()).startsWith("hung: ");
        assertThat(last.evidence()).contains("Broken.hang", "\"seat ");
    }
}
