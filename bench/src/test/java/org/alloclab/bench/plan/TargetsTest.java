package org.alloclab.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class TargetsTest {
    private static Target target(String id) {
        Optional<Target> found =
                Targets.ALL.stream().filter(target -> target.id().equals(id)).findFirst();
        return found.orElseThrow();
    }

    @Test
    void eachHasANameOfItsOwn() {
        assertThat(Targets.ALL).extracting(Target::id).doesNotHaveDuplicates().hasSize(26);
        assertThat(Targets.ALL)
                .extracting(Target::title)
                .contains(
                        "pair: lockfree / best peer",
                        "pair: lockfree 2 / 1, throughput",
                        "trace json_docs: lockfree / gil, memory",
                        "Java heap, bytes for a pair: gil-held");
    }

    @Test
    void areReadFromTheirTable() {
        Target scaling = target("pair-scaling");
        assertThat(scaling.threads()).isEqualTo(2);
        assertThat(scaling.toThreads()).isEqualTo(1);
        assertThat(scaling.quantity()).isEqualTo(Quantity.THROUGHPUT);
        assertThat(scaling.bound()).isEqualTo(Bound.AT_LEAST);
        assertThat(scaling.target()).isEqualTo(1.9);
        assertThat(scaling.aim()).isNull();
        assertThat(target("batch-2").scenario().params()).containsEntry("count", "100");
        assertThat(target("batch-2").to())
                .extracting(BenchBackend::name)
                .containsExactly("glibc", "jemalloc", "mimalloc", "tcmalloc");
        assertThat(target("batch-2").aim()).isEqualTo(0.7);
        assertThat(target("heap-gil").isWorstOfAll()).isTrue();
    }

    @Test
    void smallPoolsMayCostAQuarterMore() {
        Target pair = target("pair-1").in(HeapLayout.CLASSIC);
        assertThat(pair.target()).isEqualTo(1.25);
        assertThat(pair.aim()).isEqualTo(1.0);
        for (String id : List.of("pair-scaling", "json-memory", "heap-lockfree", "pair-netty")) {
            assertThat(target(id).in(HeapLayout.CLASSIC)).isEqualTo(target(id));
        }
        assertThat(target("pair-1").in(HeapLayout.MODERN)).isEqualTo(target("pair-1"));
    }
}
