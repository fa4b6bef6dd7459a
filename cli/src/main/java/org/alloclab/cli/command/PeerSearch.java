package org.alloclab.cli.command;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.bench.plan.BenchBackend;
import org.alloclab.bench.plan.Peers;
import org.alloclab.bench.plan.Problem;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.peers.PeerAllocator;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.provider.Allocators;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds out which allocators can be measured here. */
final class PeerSearch {
    private PeerSearch() {}

    /**
     * Opens each of the allocators once.
     *
     * @param backends what is to be measured
     * @param named what a user asked for by its name
     * @param known where to find them
     * @throws Failure if what was asked for by name is not there
     */
    static Peers among(
            Collection<BenchBackend> backends, Collection<String> named, Allocators known) {
        Map<String, String> found = new TreeMap<>();
        List<Problem> missing = new ArrayList<>();
        for (BenchBackend backend : backends) {
            AllocatorProvider provider = known.named(backend.name()).orElseThrow();
            try (SmallObjectAllocator opened = open(provider)) {
                if (provider.layouts().isEmpty()) {
                    found.put(backend.name(), PeerAllocator.describe(provider, opened));
                }
            } catch (AllocatorUnavailableException e) {
                if (named.contains(backend.name())) {
                    throw new Failure(ExitCode.UNFIT, e.getMessage(), e);
                }
                missing.add(new Problem(backend.name(), e.reason(), e.remedy()));
            }
        }
        return new Peers(found, missing);
    }

    private static SmallObjectAllocator open(AllocatorProvider provider)
            throws AllocatorUnavailableException {
        try {
            return provider.open(
                    provider.layouts().isEmpty()
                            ? HeapLayout.MODERN
                            : provider.layouts().getFirst());
        } catch (RuntimeException | LinkageError e) {
            throw new AllocatorUnavailableException(
                    provider.name(), "cannot be opened: " + e, "see " + provider.getClass());
        }
    }
}
