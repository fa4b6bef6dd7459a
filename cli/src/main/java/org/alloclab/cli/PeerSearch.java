package org.alloclab.cli;

import org.alloclab.cli.bench.BenchBackend;
import org.alloclab.cli.bench.Missing;
import org.alloclab.peers.Peer;
import org.alloclab.peers.PeerAllocator;
import org.alloclab.peers.PeerLibraries;
import org.alloclab.peers.PeerUnavailableException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which peers can be measured here.
 *
 * @param found those that can, and what they say of themselves
 * @param missing those that cannot
 */
record PeerSearch(Map<String, String> found, List<Missing> missing) {
    /** Opens each of the peers once. */
    static PeerSearch among(Collection<BenchBackend> backends, PeerLibraries libraries) {
        Map<String, String> found = new TreeMap<>();
        List<Missing> missing = new ArrayList<>();
        for (BenchBackend backend : backends) {
            if (!backend.isOurs()) {
                Peer peer = Peer.named(backend.toString()).orElseThrow();
                try (PeerAllocator opened = peer.open(libraries)) {
                    found.put(backend.toString(), opened.description());
                } catch (PeerUnavailableException e) {
                    missing.add(new Missing(backend, e.reason(), e.remedy()));
                }
            }
        }
        return new PeerSearch(found, missing);
    }

    /**
     * Sees to it that what a user asked for by name is there.
     *
     * @throws Failure if it is not
     */
    void checkHas(Collection<String> names) {
        for (Missing one : missing) {
            if (names.contains(one.backend().toString())) {
                throw new Failure(
                        ExitCode.UNFIT,
                        "%s: %s (%s)".formatted(one.backend(), one.reason(), one.remedy()));
            }
        }
    }
}
