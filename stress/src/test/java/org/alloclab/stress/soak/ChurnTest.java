package org.alloclab.stress.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.Seed;
import org.alloclab.stress.soak.Broken.Fault;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Threads that die with blocks in use cost nothing for good. */
class ChurnTest {
    private static final int THREADS = 1000;

    private static List<RoundOutcome> churn(AllocatorUnderTest subject)
            throws InterruptedException {
        List<RoundOutcome> outcomes = new ArrayList<>();
        new Churn(
                        subject,
                        HeapLayout.CLASSIC,
                        THREADS,
                        Seed.draw("ChurnTest"),
                        Duration.ofSeconds(20))
                .run(outcomes::add);
        return outcomes;
    }

    @Test
    void noBlockIsLostAndNoCacheIsLeftBehind() throws InterruptedException {
        for (AllocatorUnderTest subject :
                List.of(AllocatorUnderTest.GIL, AllocatorUnderTest.LOCKFREE)) {
            List<RoundOutcome> outcomes = churn(subject);
            assertThat(outcomes)
                    .allSatisfy(outcome ->
                            assertThat(outcome.isViolation()).as(outcome.evidence()).isFalse());
            assertThat(outcomes).extracting(RoundOutcome::name).isEqualTo(Churn.PARTS);
            assertThat(outcomes.getLast().reached())
                    .containsEntry("threads_in_turn", (long) THREADS)
                    .containsEntry("threads_at_once", (long) THREADS)
                    .containsEntry("outlived_in_turn", (long) THREADS)
                    .containsEntry("outlived_at_once", 2L * THREADS);
        }
    }

    @Test
    void aBlockThatIsLostIsSeen() throws InterruptedException {
        RoundOutcome last =
                churn(Broken.with(Fault.LOSES_A_BLOCK, AllocatorUnderTest.LOCKFREE)).getLast();
        assertThat(last.name()).isEqualTo(Churn.PARTS.getFirst());
        assertThat(last.summary()).contains("live to the allocator, but nobody holds it");
    }
}
