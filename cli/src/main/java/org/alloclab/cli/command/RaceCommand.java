package org.alloclab.cli.command;

import org.alloclab.cli.session.Invocation;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The catalogue of races. */
@Command(
        name = "race",
        synopsisSubcommandLabel = "list|show|prove",
        description = {
            "The catalogue of races: stories, patches, and proofs that the tests find them.",
            "",
            "A race is a bug that the allocators do not have; a small patch on their sources",
            "injects it.",
            ""
        },
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Examples:",
            "  alloclab race list",
            "  alloclab race show lost-push",
            "  alloclab race prove lost-push",
            "  alloclab race prove my.patch"
        })
public final class RaceCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and exit.")
    private boolean help;

    private RaceCommand() {}

    /** The verb with those below it. */
    public static CommandLine line(Invocation invocation) {
        return new CommandLine(new RaceCommand())
                .addSubcommand(new RaceListCommand(invocation))
                .addSubcommand(new RaceShowCommand(invocation))
                .addSubcommand(new RaceProveCommand(invocation));
    }
}
