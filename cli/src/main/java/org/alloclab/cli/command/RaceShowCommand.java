package org.alloclab.cli.command;

import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.mutation.BadPatchException;
import org.alloclab.stress.mutation.Race;
import org.alloclab.stress.mutation.SourcePatch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/** One race: its story, and the lines it is about. */
@Command(
        name = "show",
        description = {"Explains a race, and shows the lines that prevent it.", ""},
        footer = {"", "Examples:", "  alloclab race show lost-push"})
final class RaceShowCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Which: see alloclab race list.")
    private String id;

    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    RaceShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    private record Results(
            String id, String title, String story, List<SourcePatch.Hunk> hunks, String patch) {}

    @Override
    public Integer call() {
        try (Session session = Session.open("race-show", invocation, flags)) {
            RaceCatalogue catalogue = RaceCatalogue.open();
            Race race = catalogue.race(id);
            List<SourcePatch.Hunk> hunks;
            try {
                SourcePatch patch = race.mutant().read(catalogue.sources());
                hunks = patch.hunks();
            } catch (IOException e) {
                throw Failure.file(race.folder(), e);
            } catch (BadPatchException e) {
                throw new Failure(
                        ExitCode.FILE, race.id() + ": " + TerminalEscape.safe(e.getMessage()));
            }
            new RaceStory(race, hunks, session.style()).lines().forEach(session.out()::println);
            return session.finish(
                    ExitCode.KEPT,
                    new Results(
                            race.id(),
                            race.title(),
                            race.story(),
                            hunks,
                            race.mutant().patch().toString()));
        }
    }
}
