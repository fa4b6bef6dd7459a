package org.alloclab.stress.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.Seed;
import org.alloclab.gil.GilProvider;
import org.alloclab.lockfree.LockFreeProvider;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.Allocators;
import org.alloclab.stress.soak.Broken.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
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
        while (!isPlain(new PhaseSchedule(alone(seed), new GilProvider()).config(0))) {
            seed++;
        }
        return alone(seed);
    }

    private static SoakOptions alone(long seed) {
        return demand(1, OptionalInt.of(0), PATIENCE, seed);
    }

    /** The same with more time: a call that goes from thread to thread takes long. */
    private static SoakOptions unhurried(SoakOptions options) {
        return new SoakOptions(
                options.layout(),
                options.threads(),
                options.share(),
                options.virtual(),
                Duration.ofSeconds(20),
                options.seed(),
                options.patience());
    }

    private static boolean isPlain(WorkloadConfig config) {
        return config.virtual == 0 && config.resize > 0;
    }

    private static SoakOptions demand(
            int threads, OptionalInt share, Duration patience, long seed) {
        return new SoakOptions(
                HeapLayout.CLASSIC, threads, share, false, Duration.ofMillis(800), seed, patience);
    }

    private static List<RoundOutcome> soak(AllocatorProvider provider, SoakOptions demand)
            throws Exception {
        List<RoundOutcome> outcomes = new ArrayList<>();
        new Soak(provider, demand).run(outcomes::add);
        return outcomes;
    }

    static Stream<AllocatorProvider> sound() {
        return Stream.of(new GilProvider(), new LockFreeProvider());
    }

    @ParameterizedTest
    @MethodSource("sound")
    void aSoundAllocatorGoesThroughAllPhases(AllocatorProvider provider) throws Exception {
        SoakOptions demand = demand(4, OptionalInt.empty(), PATIENCE);
        List<RoundOutcome> outcomes = soak(provider, demand);
        assertThat(outcomes).hasSize(new Soak(provider, demand).phases());
        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThat(outcome.isViolation()).as(outcome.evidence()).isFalse());
        assertThat(outcomes.stream().mapToLong(RoundOutcome::operations).sum()).isPositive();
        assertThat(outcomes).extracting(RoundOutcome::name).endsWith("the end");
        assertThat(outcomes.getLast().leftOut()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HANDS_OUT_TWICE     | .* was handed out to thread 1 while thread 1 owns it.*
                    LOSES_A_BLOCK       | .*live to the allocator, but no thread holds it
                    DAMAGES_A_BLOCK     | .* was overwritten at byte 0: .*, when .*
                    FORGETS_A_BYTE      | .* was overwritten at byte 0: .*, when moved
                    LEAVES_RUBBISH      | .* 1 \\(expected: 0\\), when allocated as zeros
                    MISCOUNTS           | live blocks: .*
                    OVERLOOKS_AN_ARENA  | blocks in pools: .*
                    GIVES_BACK_AN_ARENA | arena .* was given back while block .* is live
                    UNDERSTATES_A_SIZE  | .* usable ones
                    """)
    void aBrokenPromiseIsSeen(Fault fault, String summary) throws Exception {
        SoakOptions demand = alone();
        List<RoundOutcome> outcomes = soak(Broken.with(fault, new GilProvider()), demand);
        RoundOutcome last = outcomes.getLast();
        assertThat(last.isViolation()).isTrue();
        assertThat(last.hung()).isFalse();
        assertThat(last.summary()).matches(summary);
        assertThat(last.evidence()).contains("seed " + demand.seed(), "traffic: ");
        assertThat(outcomes.subList(0, outcomes.size() - 1)).noneMatch(RoundOutcome::isViolation);
    }

    /**
     * Each is seen by the profile that is made for it, and before the heap is counted at the end.
     */
    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    KEEPS_WHAT_IS_FREED | SLEEPING_OWNERS | .* are mapped for .* live ones .*
                    KEEPS_PAGES         | SLEEPING_OWNERS | .* are in memory for .* of arenas .*
                    DISTURBS_THE_NEXT   | CLOSED_HEAPS    | .*expected: .*
                    """)
    void whatStaysBehindIsSeen(Fault fault, TrafficProfile profile, String summary)
            throws Exception {
        AllocatorProvider sound = new LockFreeProvider();
        for (AllocatorProvider provider : List.of(sound, Broken.with(fault, sound))) {
            RoundOutcome outcome =
                    new Round(provider, profile, SEED, PATIENCE).run(Duration.ofMillis(300));
            assertThat(outcome.isViolation()).as(outcome.evidence()).isEqualTo(provider != sound);
            if (provider != sound) {
                assertThat(outcome.summary()).matches(summary);
            }
            assertThat(outcome.reached())
                    .containsKey(
                            profile == TrafficProfile.CLOSED_HEAPS
                                    ? "heaps_closed"
                                    : "owners_slept");
        }
    }

    /** Checks that need a promise are left out by name; those that remain see what is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HANDS_OUT_TWICE     | .* was handed out to thread 1 while thread 1 owns it.*
                    DAMAGES_A_BLOCK     | .* was overwritten at byte 0: .*, when .*
                    FORGETS_A_BYTE      | .* was overwritten at byte 0: .*, when moved
                    LEAVES_RUBBISH      | .* 1 \\(expected: 0\\), when allocated as zeros
                    UNDERSTATES_A_SIZE  | .* usable ones
                    """)
    void aBrokenAllocatorWithoutPromisesIsSeen(Fault fault, String summary) throws Exception {
        for (Set<AllocatorPromise> promises :
                List.of(
                        EnumSet.noneOf(AllocatorPromise.class),
                        EnumSet.of(AllocatorPromise.CONCURRENT))) {
            AllocatorProvider broken = Broken.with(fault, new GilProvider(), promises);
            RoundOutcome last = soak(broken, unhurried(alone())).getLast();
            assertThat(last.summary()).matches(summary);
            assertThat(last.hung()).isFalse();
            assertThat(last.leftOut())
                    .contains("statistics, snapshots: broken does not promise statistics");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"glibc", "confined"})
    void whatAPeerDoesNotPromiseIsLeftOutByName(String name) throws Exception {
        AllocatorProvider peer = Allocators.installed().named(name).orElseThrow();
        SoakOptions options = demand(3, OptionalInt.empty(), PATIENCE);
        List<RoundOutcome> outcomes = soak(peer, options);
        assertThat(outcomes)
                .hasSize(new Soak(peer, options).phases())
                .allSatisfy(outcome ->
                        assertThat(outcome.isViolation()).as(outcome.evidence()).isFalse());
        assertThat(outcomes.getLast().leftOut())
                .contains(
                        "wrong frees, calls after close: %s does not promise wrong-frees-found"
                                .formatted(name))
                .anyMatch(line -> line.startsWith("layout"))
                .anyMatch(line -> line.startsWith("phases of closed-heaps: "))
                .anyMatch(line -> line.startsWith("resident memory: "));
        boolean alone = outcomes.getLast().leftOut().toString().contains("more than one thread");
        assertThat(alone).isEqualTo(name.equals("confined"));
        assertThat(Soak.paths(options, peer)).doesNotContain("arenas_refused", "misuse_refused");
    }

    @Test
    void theEvidenceNamesTheLastOperationsOnTheBlock() throws Exception {
        SoakOptions demand = alone();
        RoundOutcome last =
                soak(Broken.with(Fault.HANDS_OUT_TWICE, new GilProvider()), demand).getLast();
        String address = last.summary().replaceFirst(".*?(0x[0-9a-f]+).*", "$1");
        assertThat(last.evidence())
                .containsPattern("worker 1, [0-9]+ operations before its end: .* " + address);
    }

    @Test
    void aThreadThatDoesNotGetOnIsSeen() throws Exception {
        SoakOptions demand = demand(2, OptionalInt.empty(), Duration.ofMillis(500));
        RoundOutcome last =
                soak(Broken.with(Fault.HANGS, new LockFreeProvider()), demand).getLast();
        assertThat(last.hung()).isTrue();
        assertThat(last.summary()).startsWith("hung: ");
        assertThat(last.evidence()).contains("Broken.hang", "\"worker ");
    }
}
