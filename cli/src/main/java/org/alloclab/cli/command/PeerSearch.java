package org.alloclab.cli.command;

import org.alloclab.bench.plan.BenchBackend;
import org.alloclab.bench.plan.Missing;
import org.alloclab.bench.plan.Peers;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.peers.Peer;
import org.alloclab.peers.PeerAllocator;
import org.alloclab.peers.PeerLibraries;
import org.alloclab.provider.AllocatorUnavailableException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds out which peers can be measured here. */
final class PeerSearch {
    private PeerSearch() {}

    /**
     * Opens each of the peers once.
     *
     * @param backends what is to be measured
     * @param named what a user asked for by its name
     * @param libraries where to look
     * @throws Failure if what was asked for by name is not there
     */
    static Peers among(
            Collection<BenchBackend> backends, Collection<String> named, PeerLibraries libraries) {
        Map<String, String> found = new TreeMap<>();
        List<Missing> missing = new ArrayList<>();
        for (BenchBackend backend : backends) {
            if (!backend.isOurs()) {
                String name = backend.toString();
                try (PeerAllocator opened = Peer.named(name).orElseThrow().open(libraries)) {
                    found.put(name, opened.description());
                } catch (AllocatorUnavailableException e) {
                    if (named.contains(name)) {
                        throw new Failure(ExitCode.UNFIT, e.getMessage(), e);
                    }
                    missing.add(new Missing(backend, e.reason(), e.remedy()));
                }
            }
        }
        return new Peers(found, missing);
    }
}
