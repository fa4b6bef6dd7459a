package org.alloclab.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.bench.statistics.Invented;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class PlanTest {
    private static final Plan QUICK = Invented.plan(Invented.whole(Suite.QUICK, Invented.BOTH));

    private static Selection selected(
            List<Workload> workloads, List<BenchBackend> backends, List<Integer> threads) {
        return new Selection(Suite.QUICK, workloads, backends, threads, Invented.MODERN);
    }

    private static List<Fork> forks(Plan plan, Arm arm, Kind kind) {
        return plan.forks().stream()
                .filter(fork -> fork.arm().equals(arm) && fork.kind() == kind)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyTargetIsMeasuredInEverySuite(Suite suite) {
        Set<Arm> arms = Invented.whole(suite, Invented.BOTH).arms(Invented.CPUS);
        for (Target target : Targets.ALL) {
            for (HeapLayout layout : Invented.BOTH) {
                assertThat(arms).as(target.id()).containsAll(target.arms(layout).toList());
            }
        }
        assertThat(arms).allMatch(Arm::isPossible);
    }

    @Test
    void everyBackendOfOursDoesEverySteadyWorkload() {
        for (Workload workload : Workload.values()) {
            List<BenchBackend> backends =
                    QUICK.arms().stream()
                            .filter(arm -> arm.scenario().workload() == workload)
                            .map(Arm::backend)
                            .distinct()
                            .toList();
            if (workload.isSteady()) {
                assertThat(backends).as("%s", workload).containsAll(Targets.ofJavaHeap());
            }
        }
    }

    @Test
    void memoryThatIsKeptIsMeasuredByOneJmhThreadAlone() {
        List<Workload> memory = List.of(Workload.BLOWUP, Workload.IDLE, Workload.BURST);
        List<BenchBackend> backends =
                List.of(BenchBackend.installed("gil"), BenchBackend.installed("confined"));
        assertThat(Invented.plan(selected(memory, backends, List.of(1, 2))).arms())
                .hasSize(memory.size())
                .allMatch(arm -> arm.threads() == 1 && arm.backend().equals(backends.getFirst()));
    }

    @Test
    void whatIsComparedByTimeHasForksSpreadOverTheRun() {
        for (Arm arm : Targets.timed(Invented.BOTH)) {
            List<Fork> forks = forks(QUICK, arm, Kind.TIMED);
            assertThat(forks).extracting(Fork::round).containsExactly(0, 1);
        }
        int half = QUICK.forks().size() / 2;
        Arm first = QUICK.forks().getFirst().arm();
        List<Fork> late = QUICK.forks().subList(half, QUICK.forks().size());
        assertThat(late).extracting(Fork::arm).contains(first);
    }

    @Test
    void rivalsFollowOneAnotherAndTakeTurnsInGoingFirst() {
        Arm lockfree = Invented.arm(Workload.CHURN, 2, BenchBackend.installed("lockfree"));
        Arm mimalloc = Invented.arm(Workload.CHURN, 2, BenchBackend.installed("mimalloc"));
        List<Arm> turns =
                Invented.plan(
                                selected(
                                        List.of(Workload.CHURN),
                                        List.of(lockfree.backend(), mimalloc.backend()),
                                        List.of(2)))
                        .forks()
                        .stream()
                        .map(Fork::arm)
                        .toList();
        assertThat(turns)
                .containsExactly(mimalloc, lockfree, lockfree, lockfree, lockfree, mimalloc);
    }

    @Test
    void theSameThingMeasuredTwiceStandsSideBySide() {
        List<Fork> forks = QUICK.forks();
        List<Fork> again = forks.stream().filter(fork -> fork.kind() == Kind.TIMED_AGAIN).toList();
        assertThat(again).extracting(fork -> fork.arm().threads()).contains(1, 2);
        for (Fork twin : again) {
            int at = forks.indexOf(twin);
            assertThat(forks.get(at + (twin.round() == 0 ? -1 : 1)))
                    .isEqualTo(new Fork(twin.arm(), Kind.TIMED, twin.round(), twin.pace()));
        }
    }

    @Test
    void aScenarioIsMeasuredInOneGoAndItsPlaceDependsOnTheSeed() {
        Selection selection = Invented.whole(Suite.QUICK, Invented.BOTH);
        Set<List<BenchCase>> orders = new HashSet<>();
        for (int seed = 0; seed < 4; seed++) {
            Plan plan = Invented.plan(selection, null, seed);
            orders.add(scenarios(plan));
            assertThat(scenarios(Invented.plan(selection, null, seed))).isEqualTo(scenarios(plan));
        }
        assertThat(orders).hasSizeGreaterThan(1);
    }

    /** In the order of the first round, without repetition; the forks of one are not torn apart. */
    private static List<BenchCase> scenarios(Plan plan) {
        List<BenchCase> order =
                plan.forks().stream()
                        .filter(fork -> fork.round() == 0)
                        .map(fork -> fork.arm().scenario())
                        .toList();
        List<BenchCase> distinct = order.stream().distinct().toList();
        long changes = 1;
        for (int i = 1; i < order.size(); i++) {
            changes += order.get(i).equals(order.get(i - 1)) ? 0 : 1;
        }
        assertThat(changes).isEqualTo(distinct.size());
        return distinct;
    }

    @Test
    void whatNoTargetComparesByTimeIsLookedAtOnce() {
        Arm gil = Invented.arm(Workload.TRANSFER, 2, BenchBackend.installed("gil"));
        assertThat(forks(QUICK, gil, Kind.TIMED)).hasSize(1);
        Plan asked =
                Invented.plan(
                        selected(
                                List.of(Workload.TRANSFER),
                                List.of(BenchBackend.installed("gil")),
                                null));
        assertThat(forks(asked, gil, Kind.TIMED)).hasSize(2);
    }

    @Test
    void memoryOfPeersIsMeasuredByItself() {
        Set<Arm> weighed =
                QUICK.forks().stream()
                        .filter(fork -> fork.kind() == Kind.FOOTPRINT)
                        .map(Fork::arm)
                        .collect(Collectors.toSet());
        assertThat(weighed)
                .containsExactlyInAnyOrder(
                        new Arm(
                                Workload.TRACE.all().get(0),
                                1,
                                BenchBackend.installed("mimalloc"),
                                null),
                        new Arm(
                                Workload.TRACE.all().get(1),
                                1,
                                BenchBackend.installed("mimalloc"),
                                null));
        for (Arm arm : Targets.weighed(Invented.BOTH)) {
            assertThat(forks(QUICK, arm, Kind.TIMED))
                    .as("%s", arm)
                    .isNotEmpty()
                    .allMatch(fork -> fork.pace().warmUps() > 1); // the whole trace, surely
        }
    }

    @Test
    void whatUsersNameTakesThePlaceOfWhatTheSuiteHas() {
        assertThat(
                        selected(
                                        List.of(Workload.CHURN),
                                        List.of(BenchBackend.installed("netty-pooled")),
                                        null)
                                .arms(2))
                .containsExactlyInAnyOrder(
                        Invented.arm(Workload.CHURN, 1, BenchBackend.installed("netty-pooled")),
                        Invented.arm(Workload.CHURN, 2, BenchBackend.installed("netty-pooled")));
        assertThat(selected(null, List.of(BenchBackend.installed("glibc")), List.of(7)).arms(2))
                .extracting(arm -> arm.scenario().workload())
                .contains(Workload.PAIR, Workload.LARSON, Workload.GROWTH)
                .doesNotContain(Workload.XMALLOC, Workload.VIRTUAL_THREADS);
        assertThat(selected(List.of(Workload.PAIR), null, List.of(1)).arms(2))
                .isEqualTo(
                        Invented.whole(Suite.QUICK, Invented.MODERN).arms(2).stream()
                                .filter(arm -> arm.scenario().equals(Workload.PAIR.usual()))
                                .filter(arm -> arm.threads() == 1)
                                .collect(Collectors.toSet()));
        assertThat(selected(List.of(Workload.VIRTUAL_THREADS), null, null).arms(2))
                .extracting(Arm::backend)
                .contains(
                        BenchBackend.installed("lockfree"), BenchBackend.installed("netty-pooled"))
                .doesNotContain(BenchBackend.installed("pymalloc"));
    }

    @Test
    void whatCannotBeDoneIsNotPlanned() {
        List<BenchBackend> alone = List.of(BenchBackend.installed("pymalloc"));
        assertThat(Invented.plan(selected(null, alone, List.of(2))).isEmpty()).isTrue();
        assertThat(Invented.plan(selected(List.of(Workload.LARSON), alone, null)).isEmpty())
                .isTrue();
        Problem missing = new Problem("jemalloc", "not here", "get it");
        Plan plan = Invented.plan(Invented.whole(Suite.QUICK, Invented.BOTH), missing);
        assertThat(plan.arms()).noneMatch(arm -> arm.backend().name().equals("jemalloc"));
        assertThat(plan.arms()).anyMatch(arm -> arm.backend().name().equals("tcmalloc"));
    }

    @Test
    void theBudgetSaysHowLongIterationsLast() {
        Selection selection = Invented.whole(Suite.QUICK, Invented.BOTH);
        for (int seconds : List.of(200, 400)) {
            Plan plan = Invented.plan(selection, Duration.ofSeconds(seconds), 1);
            assertThat(plan.seconds()).isBetween(0.98 * seconds, 1.0 * seconds);
        }
        Plan least = Invented.plan(selection, Duration.ofMillis(1), 1);
        assertThat(least.forks()).hasSameSizeAs(QUICK.forks());
    }

    @Test
    void curvesHaveEnoughPointsWhereTheMachineDoes() {
        assertThat(Suite.curve(1)).containsExactly(1, 2, 4);
        assertThat(Suite.curve(2)).containsExactly(1, 2, 4, 8);
        assertThat(Suite.curve(8)).containsExactly(1, 2, 3, 4, 6, 8, 16, 32);
        for (int cpus = 5; cpus <= 200; cpus++) {
            int most = cpus;
            assertThat(Suite.curve(cpus).stream().filter(n -> n <= most)).hasSizeGreaterThan(4);
            assertThat(Suite.curve(cpus)).contains(cpus, 4 * cpus).isSorted();
        }
    }
}
