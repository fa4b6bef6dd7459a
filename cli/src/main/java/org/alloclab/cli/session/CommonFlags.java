package org.alloclab.cli.session;

import org.alloclab.cli.terminal.ColorMode;

import picocli.CommandLine.Option;

/** The flags every verb has. */
public final class CommonFlags {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Where random choices start from (default: a new one).")
    private Seed seed = Seed.random();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the results as JSON to FILE, or instead of all text with -.")
    private String json;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "auto, always or never (default: auto).")
    private ColorMode color = ColorMode.AUTO;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and exit.")
    private boolean help;

    Seed seed() {
        return seed;
    }

    /** Where to write JSON, or null. */
    String json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    ColorMode color() {
        return color;
    }
}
