package org.alloclab.stress.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.Seed;
import org.alloclab.gil.GilProvider;
import org.alloclab.lockfree.LockFreeProvider;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.soak.Broken.Fault;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Threads that die with blocks in use cost nothing for good. */
class ChurnTest {
    private static final int THREADS = 1000;

    private static List<RoundOutcome> churn(AllocatorProvider provider) throws Exception {
        List<RoundOutcome> outcomes = new ArrayList<>();
        new Churn(
                        provider,
                        HeapLayout.CLASSIC,
                        THREADS,
                        Seed.draw("ChurnTest"),
                        Duration.ofSeconds(20))
                .run(outcomes::add);
        return outcomes;
    }

    @Test
    void noBlockIsLostAndNoCacheIsLeftBehind() throws Exception {
        for (AllocatorProvider provider : List.of(new GilProvider(), new LockFreeProvider())) {
            List<RoundOutcome> outcomes = churn(provider);
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
    void aBlockThatIsLostIsSeen() throws Exception {
        RoundOutcome last =
                churn(Broken.with(Fault.LOSES_A_BLOCK, new LockFreeProvider())).getLast();
        assertThat(last.name()).isEqualTo(Churn.PARTS.getFirst());
        assertThat(last.summary()).contains("live to the allocator, but no thread holds it");
    }
}
