package org.alloclab.cli.flags;

import org.alloclab.checks.CheckLevel;

import picocli.CommandLine.Option;

/** The flag of the verbs that measure heaps. */
public final class ChecksFlag {
    @Option(
            names = "--checks",
            paramLabel = "LEVEL",
            description = {
                "faithful, debug or hardened: what is put around the allocators",
                "(default: faithful, nothing)."
            })
    private CheckLevel level = CheckLevel.FAITHFUL;

    public CheckLevel level() {
        return level;
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
