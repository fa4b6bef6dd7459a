package org.alloclab.cli.flags;

import org.alloclab.HeapLayout;
import org.alloclab.cli.session.Failure;
import org.alloclab.provider.AllocatorProvider;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The flag of the verbs that make heaps. */
public final class LayoutFlag {
    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = {
                "classic, classic38 or modern (default: classic;",
                "bench: modern and classic)."
            })
    private HeapLayout layout;

    /** The layout asked for, if one was. */
    public Optional<HeapLayout> layout() {
        return Optional.ofNullable(layout);
    }

    /**
     * The layout asked for, or else the first one that all these allocators know. An allocator
     * without layouts ignores it.
     *
     * @throws Failure if one of them does not know the layout, or they have none in common
     */
    public HeapLayout layoutFor(List<AllocatorProvider> backends) {
        List<AllocatorProvider> choosy =
                backends.stream().filter(backend -> !backend.layouts().isEmpty()).toList();
        return Stream.of(HeapLayout.values())
                .filter(one -> layout == null || layout == one)
                .filter(one -> choosy.stream().allMatch(backend -> backend.layouts().contains(one)))
                .findFirst()
                .orElseThrow(() -> unknownTo(choosy));
    }

    private Failure unknownTo(List<AllocatorProvider> choosy) {
        String flag = layout == null ? "--backend" : "--layout " + layout;
        List<String> known =
                choosy.stream().map(one -> one.name() + " knows " + one.layouts()).toList();
        return Failure.badArguments(
                "%s (expected: a layout that all know; %s)"
                        .formatted(flag, String.join(", ", known)));
    }
}
