package org.alloclab.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.alloclab.bench.plan.BenchBackend;
import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.plan.Plan;
import org.alloclab.bench.plan.Problem;
import org.alloclab.bench.plan.Selection;
import org.alloclab.bench.plan.Suite;
import org.alloclab.bench.plan.Workload;
import org.alloclab.bench.statistics.BenchResult;
import org.alloclab.bench.statistics.Invented;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What becomes of a plan whose forks fail, hang, or may not run. */
@Timeout(60)
class CampaignTest {
    private final List<Fork> asked = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private final Plan plan =
            Invented.plan(
                    new Selection(
                            Suite.QUICK,
                            List.of(Workload.PAIR),
                            List.of(
                                    BenchBackend.installed("lockfree"),
                                    BenchBackend.installed("gil")),
                            List.of(1),
                            Invented.MODERN));

    private interface Behaviour {
        void of(Fork fork) throws RunnerException;
    }

    private Campaign campaign(Behaviour behaviour) {
        ForkRunner runner =
                new ForkRunner() {
                    @Override
                    public RunResult run(Fork fork) throws RunnerException {
                        asked.add(fork);
                        behaviour.of(fork);
                        return new InventedRun(fork).timed(4).timed(4.5).result();
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                };
        return new Campaign(plan, runner, Path.of("jmh.log"));
    }

    private static boolean isGil(Fork fork) {
        return fork.arm().backend().toString().equals("gil");
    }

    @Test
    void everyForkIsRunInItsTurnAndRecorded() throws Exception {
        List<String> told = new ArrayList<>();
        try (Campaign campaign = campaign(_ -> {})) {
            campaign.run((what, _) -> told.add(what));
            assertThat(asked).isEqualTo(plan.forks());
            assertThat(told).hasSameSizeAs(asked).contains("pair, 1 thread, gil modern");
            assertThat(campaign.results().recorded()).isEqualTo(6);
            assertThat(campaign.results().errors()).isEmpty();
            assertThat(new JsonMapper().readTree(campaign.jmhJson())).hasSize(6);
        }
        assertThat(closed.getCount()).isZero();
    }

    @Test
    void aForkThatFailsIsNamedAndTheRestIsKept() throws Exception {
        try (Campaign campaign = campaign(fork -> failIf(isGil(fork), "exit code 134"))) {
            campaign.run((_, _) -> {});
            assertThat(asked).hasSize(6);
            assertThat(campaign.results().recorded()).isEqualTo(4);
            assertThat(campaign.results().results())
                    .extracting(BenchResult::backend)
                    .containsExactly("lockfree");
            assertThat(campaign.results().errors())
                    .hasSize(2)
                    .contains(
                            new Problem(
                                    "gil",
                                    "pair, 1 thread, gil modern: exit code 134",
                                    "see jmh.log"));
        }
    }

    private static void failIf(boolean fails, String reason) throws RunnerException {
        if (fails) {
            throw new RunnerException(reason);
        }
    }

    @Test
    void anotherJmhEndsItAtOnceButNotInTheMiddle() throws Exception {
        RunnerException cause = new RunnerException("ERROR: Another JMH instance");
        try (Campaign campaign =
                campaign(_ -> {
                    throw new JmhLockedException(cause);
                })) {
            assertThatExceptionOfType(JmhLockedException.class)
                    .isThrownBy(() -> campaign.run((_, _) -> {}))
                    .withMessageContaining("another JMH runs on this machine");
            assertThat(asked).hasSize(1);
        }
        asked.clear();
        try (Campaign campaign =
                campaign(_ -> {
                    if (asked.size() == 2) {
                        throw new JmhLockedException(cause);
                    }
                })) {
            campaign.run((_, _) -> {});
            assertThat(campaign.results().recorded()).isEqualTo(5);
            assertThat(campaign.results().errors()).hasSize(1);
        }
    }

    @Test
    void aForkThatHangsIsEndedByClosingAndIsNoFailure() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        Campaign campaign =
                campaign(fork -> {
                    if (isGil(fork)) {
                        hangs.countDown();
                        awaitClosing();
                        throw new RunnerException("exit code 137");
                    }
                });
        Thread worker =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                campaign.run((_, _) -> {});
                            } catch (JmhLockedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        hangs.await();
        int before = campaign.results().recorded(); // answers while a fork runs
        campaign.close();
        worker.join();
        assertThat(campaign.results().recorded()).isEqualTo(before).isEqualTo(asked.size() - 1);
        assertThat(campaign.results().errors()).isEmpty();
    }

    private void awaitClosing() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
