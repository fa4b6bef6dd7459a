package org.alloclab.cli.doctor;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.peers.PeerAllocator;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.provider.Allocators;

import java.util.List;

/** Which of the allocators to compare with, those without a layout, are there. */
public final class PeerChecks {
    private final Allocators known;

    public PeerChecks(Allocators known) {
        this.known = known;
    }

    public List<MachineCheck> all() {
        return known.all().stream()
                .filter(provider -> provider.layouts().isEmpty())
                .map(PeerChecks::check)
                .toList();
    }

    private static MachineCheck check(AllocatorProvider provider) {
        String name = "peer " + provider.name();
        try (SmallObjectAllocator opened = provider.open(HeapLayout.MODERN)) {
            String description = PeerAllocator.describe(provider, opened);
            return MachineCheck.ok(name, TerminalEscape.safe(description), "can be measured");
        } catch (AllocatorUnavailableException e) {
            return MachineCheck.note(name, TerminalEscape.safe(e.reason()), e.remedy());
        }
    }
}
