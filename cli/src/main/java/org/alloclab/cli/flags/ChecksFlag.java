package org.alloclab.cli.flags;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.checks.CheckLevel;

import picocli.CommandLine.Option;

/** The flag of the verbs that measure heaps. */
public final class ChecksFlag {
    @Option(
            names = "--checks",
            paramLabel = "LEVEL",
            description = {
                "faithful, debug or hardened: what is put around",
                "the allocators (default: faithful, nothing)."
            })
    private CheckLevel level = CheckLevel.FAITHFUL;

    public CheckLevel level() {
        return level;
    }

    /**
     * Puts the checks around an open heap, each call of which takes the lock itself, if it has one.
     */
    public SmallObjectAllocator around(SmallObjectAllocator heap) {
        return level.around(heap, () -> true);
    }

    /** The level, and what it means for what is measured. */
    public String words() {
        return "checks: "
                + switch (level) {
                    case FAITHFUL -> "faithful, with the cheap ones each allocator has by itself";
                    case DEBUG -> "debug, CPython's hooks around each allocator";
                    case HARDENED -> "hardened, around each allocator";
                };
    }
}
