package org.alloclab.cli.doctor;

import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.report.promises.PromiseStatus;
import org.alloclab.report.promises.Promises;
import org.alloclab.report.promises.RecordedRuns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The scoreboard: each promise, its proof, what recorded runs came to, and what follows. */
final class PromisesRun {
    private final Session session;
    private final Path folder;

    PromisesRun(Session session, Path folder) {
        this.session = session;
        this.folder = folder;
    }

    /**
     * The verb's part of the JSON document.
     *
     * @param promises how each stands
     * @param runs how many documents were read
     * @param partial how many more were interrupted
     */
    private record Results(List<PromiseStatus> promises, int runs, int partial) {}

    int call() {
        RecordedRuns recorded = recorded();
        List<PromiseStatus> standings = Promises.standings(recorded);
        session.showEnvironment();
        session.out().println();
        standings.forEach(this::show);
        long kept = standings.stream().filter(one -> one.verdict().equals("kept")).count();
        session.out()
                .printf(
                        "%n%d of %d promises kept, by %d recorded runs in %s%n",
                        kept,
                        standings.size(),
                        recorded.runs().size(),
                        DetectorFolder.shortest(folder));
        return session.finish(
                exitCode(standings),
                new Results(standings, recorded.runs().size(), recorded.partial()));
    }

    private RecordedRuns recorded() {
        try {
            if (!Files.isDirectory(folder)) {
                throw new IOException("is no folder (expected: one with what --json wrote)");
            }
            RecordedRuns recorded = RecordedRuns.in(folder);
            if (recorded.runs().isEmpty()) {
                throw new Failure(
                        ExitCode.NOTHING_MATCHED,
                        "no results in %s (expected: JSON of runs, as alloclab soak keeps)"
                                .formatted(TerminalEscape.of(folder.toString())));
            }
            return recorded;
        } catch (IOException e) {
            throw Failure.file(folder, e);
        }
    }

    private void show(PromiseStatus standing) {
        Style style = session.style();
        String mark =
                standing.broken()
                        ? style.bad("broken")
                        : standing.recorded() ? style.good("kept  ") : style.notable("-     ");
        session.out().printf("%s  %s%n", mark, standing.promise());
        String proof =
                standing.recorded()
                        ? standing.figure()
                                + (standing.bound().isEmpty() ? "" : "; " + standing.bound())
                        : "not recorded: " + standing.command();
        session.out().printf("        %s%n", proof);
    }

    private static int exitCode(List<PromiseStatus> standings) {
        if (standings.stream().anyMatch(PromiseStatus::broken)) {
            return ExitCode.VIOLATED;
        }
        return standings.stream().allMatch(PromiseStatus::recorded)
                ? ExitCode.KEPT
                : ExitCode.INCOMPLETE;
    }
}
