package org.alloclab.bench.plan;

import org.alloclab.HeapLayout;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the allocators are held to, ratios within one run. */
public final class Targets {
    /**
     * Columns are two or more blanks apart. A scenario is a workload and the value of its first
     * parameter; threads {@code 2/1} divide what two do by what one does.
     */
    private static final String TABLE =
            """
            id                 scenario               threads  of               to         quantity    bound     target  aim
            pair-1             pair                   1        lockfree         best peer  time        at most   1.0     0.7
            pair-2             pair                   2        lockfree         best peer  time        at most   1.0     0.7
            pair-scaling       pair                   2/1      lockfree         lockfree   throughput  at least  1.9     -
            pair-unlocked      pair                   2        lockfree         gil        throughput  at least  10      -
            pair-gil           pair                   1        gil-held         pymalloc   time        at most   1.0     -
            pair-netty         pair                   1        netty-adaptive   lockfree   time        at least  10      -
            batch-1            batch 100              1        lockfree         best peer  time        at most   1.0     0.7
            batch-2            batch 100              2        lockfree         best peer  time        at most   1.0     0.7
            batch-gil          batch 100              1        gil-held         pymalloc   time        at most   1.0     -
            churn-1            churn                  1        lockfree         best peer  time        at most   1.0     0.7
            churn-2            churn                  2        lockfree         best peer  time        at most   1.0     0.7
            churn-scaling      churn                  2/1      lockfree         lockfree   throughput  at least  1.9     -
            churn-gil          churn                  1        gil-held         pymalloc   time        at most   1.0     -
            larson-2           larson                 2        lockfree         mimalloc   time        at most   1.0     -
            xmalloc-2          xmalloc 1:1            2        lockfree         mimalloc   time        at most   1.0     -
            transfer-2         transfer               2        lockfree         mimalloc   time        at most   1.0     -
            json               trace json_docs        1        lockfree         best peer  time        at most   1.0     -
            json-memory        trace json_docs        1        lockfree         gil        memory      at most   1.10    -
            json-resident      trace json_docs        1        lockfree         mimalloc   memory      at most   1.0     -
            pipeline-memory    trace thread_pipeline  1        lockfree         gil        memory      at most   1.10    -
            pipeline-resident  trace thread_pipeline  1        lockfree         mimalloc   memory      at most   1.0     -
            growth             growth 10^7            1        lockfree         mimalloc   time        at most   1.0     -
            heap-lockfree      steady                 -        lockfree         -          bytesPerOp  at most   0       -
            heap-locked        steady                 -        locked-lockfree  -          bytesPerOp  at most   0       -
            heap-gil           steady                 -        gil              -          bytesPerOp  at most   0       -
            heap-gil-held      steady                 -        gil-held         -          bytesPerOp  at most   0       -
            """;

    /**
     * What {@code best peer} stands for: the general allocators a user would pick instead. It says
     * what the allocators are held to, and not which ones there are.
     */
    private static final List<String> BEST_PEER =
            List.of("glibc", "jemalloc", "mimalloc", "tcmalloc");

    /** All of them, as for the modern layout. */
    public static final List<Target> ALL =
            TABLE.lines().skip(1).map(line -> target(line.split(" {2,}"))).toList();

    private Targets() {}

    /** The arms that targets compare by time. */
    static Set<Arm> timed(Collection<HeapLayout> layouts) {
        return arms(layouts, EnumSet.of(Quantity.TIME, Quantity.THROUGHPUT));
    }

    /** The arms that targets compare by memory. */
    static Set<Arm> weighed(Collection<HeapLayout> layouts) {
        return arms(layouts, EnumSet.of(Quantity.MEMORY));
    }

    /** The backends whose Java heap has a target. */
    static List<BenchBackend> ofJavaHeap() {
        return ALL.stream().filter(Target::isWorstOfAll).map(Target::of).toList();
    }

    private static Set<Arm> arms(Collection<HeapLayout> layouts, Set<Quantity> quantities) {
        return ALL.stream()
                .filter(target -> quantities.contains(target.quantity()))
                .flatMap(target -> layouts.stream().flatMap(target::arms))
                .collect(Collectors.toSet());
    }

    private static Target target(String... cells) {
        boolean worst = cells[1].equals("steady");
        String[] threads = cells[2].split("/");
        return new Target(
                cells[0],
                worst ? null : scenario(cells[1]),
                worst ? 0 : Integer.parseInt(threads[0]),
                BenchBackend.installed(cells[3]),
                to(cells[4]),
                worst ? 0 : Integer.parseInt(threads[threads.length - 1]),
                named(cells[5], Quantity.values()),
                named(cells[6], Bound.values()),
                Double.parseDouble(cells[7]),
                cells[8].equals("-") ? null : Double.valueOf(cells[8]));
    }

    private static List<BenchBackend> to(String name) {
        return switch (name) {
            case "-" -> List.of();
            case "best peer" -> BEST_PEER.stream().map(BenchBackend::installed).toList();
            default -> List.of(BenchBackend.installed(name));
        };
    }

    private static BenchCase scenario(String title) {
        return Arrays.stream(Workload.values())
                .flatMap(workload -> workload.all().stream())
                .filter(scenario -> scenario.toString().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario: " + title));
    }

    private static <T> T named(String name, T[] values) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("none is called " + name));
    }
}
