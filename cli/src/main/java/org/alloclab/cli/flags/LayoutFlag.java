package org.alloclab.cli.flags;

import org.alloclab.HeapLayout;

import picocli.CommandLine.Option;

import java.util.Optional;

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
}
