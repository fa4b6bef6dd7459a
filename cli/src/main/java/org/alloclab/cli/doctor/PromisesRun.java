package org.alloclab.cli.doctor;

import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.report.promises.PromiseStatus;
import org.alloclab.report.promises.PromiseStatus.PromiseVerdict;
import org.alloclab.report.promises.Promises;
import org.alloclab.report.promises.RecordedRuns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Shows each promise with what recorded runs say of it. */
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
     * @param promises each with its verdict
     * @param runs number of documents read
     * @param partial number of documents of interrupted runs, which count for nothing
     */
    private record Results(List<PromiseStatus> promises, int runs, int partial) {}

    int call() {
        RecordedRuns recorded = recorded();
        List<PromiseStatus> statuses = Promises.statuses(recorded);
        session.showEnvironment();
        session.out().println();
        statuses.forEach(this::show);
        long kept = count(statuses, PromiseVerdict.KEPT);
        session.out()
                .printf(
                        "%n%d of %d promises kept, by %d recorded runs in %s%n",
                        kept,
                        statuses.size(),
                        recorded.runs().size(),
                        DetectorFolder.shortest(folder));
        return session.finish(
                exitCode(statuses),
                new Results(statuses, recorded.runs().size(), recorded.partial()));
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

    private void show(PromiseStatus status) {
        Style style = session.style();
        String mark =
                switch (status.verdict()) {
                    case KEPT -> style.good("kept  ");
                    case BROKEN -> style.bad("broken");
                    case NOT_RECORDED -> style.notable("-     ");
                };
        String proof =
                status.verdict() == PromiseVerdict.NOT_RECORDED
                        ? "not recorded: " + status.command()
                        : status.figure() + (status.bound().isEmpty() ? "" : "; " + status.bound());
        session.out().printf("%s  %s%n        %s%n", mark, status.promise(), proof);
    }

    private static long count(List<PromiseStatus> statuses, PromiseVerdict verdict) {
        return statuses.stream().filter(status -> status.verdict() == verdict).count();
    }

    private static int exitCode(List<PromiseStatus> statuses) {
        if (count(statuses, PromiseVerdict.BROKEN) > 0) {
            return ExitCode.VIOLATED;
        }
        return count(statuses, PromiseVerdict.NOT_RECORDED) > 0
                ? ExitCode.INCOMPLETE
                : ExitCode.KEPT;
    }
}
