package org.alloclab.cli;

import org.alloclab.peers.Peer;
import org.alloclab.peers.PeerAllocator;
import org.alloclab.peers.PeerLibraries;
import org.alloclab.peers.PeerUnavailableException;

import java.util.Arrays;
import java.util.List;

/** Which of the allocators to compare with are there. */
final class PeerChecks {
    private final PeerLibraries libraries;

    PeerChecks(PeerLibraries libraries) {
        this.libraries = libraries;
    }

    List<Check> all() {
        return Arrays.stream(Peer.values()).map(this::check).toList();
    }

    Check check(Peer peer) {
        String name = "peer " + peer.commandName();
        try (PeerAllocator opened = peer.open(libraries)) {
            return Check.ok(name, Quoted.safe(opened.description()), "can be measured");
        } catch (PeerUnavailableException e) {
            return Check.note(name, Quoted.safe(e.reason()), e.remedy());
        }
    }
}
