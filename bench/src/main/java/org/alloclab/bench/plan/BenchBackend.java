package org.alloclab.bench.plan;

import org.alloclab.HeapLayout;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.Allocators;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An allocator that can be measured. Competing backends stand side by side: their order is the one
 * in which they are measured and shown.
 *
 * @param name as users write it
 * @param layouts those it knows; none if it has no layout
 * @param promises what it promises
 */
public record BenchBackend(String name, List<HeapLayout> layouts, Set<AllocatorPromise> promises)
        implements Comparable<BenchBackend> {
    /** These come first, if they are there; others follow by name. */
    private static final List<String> FIRST =
            List.of(
                    "lockfree",
                    "mimalloc",
                    "tcmalloc",
                    "jemalloc",
                    "glibc",
                    "netty-adaptive",
                    "netty-pooled",
                    "confined",
                    "locked-lockfree",
                    "gil",
                    "gil-held",
                    "pymalloc");

    private static final Comparator<BenchBackend> ORDER =
            Comparator.comparing(BenchBackend::rank).thenComparing(BenchBackend::name);

    private static final List<BenchBackend> INSTALLED =
            Allocators.installed().all().stream().map(BenchBackend::of).sorted().toList();

    /** Takes copies. */
    public BenchBackend {
        layouts = List.copyOf(layouts);
        promises = Set.copyOf(promises);
    }

    /** What a provider provides. */
    public static BenchBackend of(AllocatorProvider provider) {
        return new BenchBackend(provider.name(), provider.layouts(), provider.promises());
    }

    /** All on the class path of the program, in order. */
    static List<BenchBackend> installed() {
        return INSTALLED;
    }

    /**
     * One on the class path of the program.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static BenchBackend installed(String name) {
        return INSTALLED.stream()
                .filter(backend -> backend.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no allocator: " + name));
    }

    /** Whether it makes a promise; what needs one that it does not make is not measured. */
    public boolean promises(AllocatorPromise promise) {
        return promises.contains(promise);
    }

    private int rank() {
        int place = FIRST.indexOf(name);
        return place < 0 ? FIRST.size() : place;
    }

    @Override
    public int compareTo(BenchBackend other) {
        return ORDER.compare(this, other);
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name;
    }
}
