package org.alloclab.cli.doctor;

import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.peers.Peer;
import org.alloclab.peers.PeerAllocator;
import org.alloclab.peers.PeerLibraries;
import org.alloclab.provider.AllocatorUnavailableException;

import java.util.Arrays;
import java.util.List;

/** Which of the allocators to compare with are there. */
public final class PeerChecks {
    private final PeerLibraries libraries;

    public PeerChecks(PeerLibraries libraries) {
        this.libraries = libraries;
    }

    public List<MachineCheck> all() {
        return Arrays.stream(Peer.values()).map(this::check).toList();
    }

    public MachineCheck check(Peer peer) {
        String name = "peer " + peer.commandName();
        try (PeerAllocator opened = peer.open(libraries)) {
            return MachineCheck.ok(
                    name, TerminalEscape.safe(opened.description()), "can be measured");
        } catch (AllocatorUnavailableException e) {
            return MachineCheck.note(name, TerminalEscape.safe(e.reason()), e.remedy());
        }
    }
}
