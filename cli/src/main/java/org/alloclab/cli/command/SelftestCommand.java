package org.alloclab.cli.command;

import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.Session;
import org.alloclab.stress.mutation.Mutant;
import org.alloclab.stress.mutation.MutantRunResult;
import org.alloclab.stress.mutation.Race;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** The proof that the tests can fail. */
@Command(
        name = "selftest",
        description = {
            "Mutation testing: proves that the tests fail on injected bugs.",
            "",
            "A mutant is a patch on a copy of the sources, and the detector that claims to",
            "find it must do so. The same detectors are run on the code as shipped first,",
            "which must pass.",
            ""
        },
        footer = {
            "",
            "Patches of your own (unified diffs, as git diff writes them, on the sources of",
            "gil-model and lockfree-model) are given to all detectors, the cheapest first,",
            "and first to the tests of the class that is changed.",
            "",
            "Examples:",
            "  alloclab selftest",
            "  alloclab selftest --mutants all --json selftest.json",
            "  alloclab selftest --mutants quick --runs 10",
            "  alloclab selftest --mutants my-patches"
        })
public final class SelftestCommand implements Callable<Integer> {
    private static final int MOST_RUNS = 1000;

    @Option(
            names = "--mutants",
            paramLabel = "WHICH",
            description = {"quick, all, or a folder with patches", "(default: quick)."})
    private String which = "quick";

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = {
                "How often to run each; a mutant is killed if nine of",
                "ten runs or more find it (default: 1)."
            })
    private int runs = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Where to compile, and to keep logs (default: a",
                "new folder in target/selftest)."
            })
    private Path out;

    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public SelftestCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (runs < 1 || runs > MOST_RUNS) {
            throw Failure.badArguments(
                    "--runs %d (expected: a number from 1 to %d)".formatted(runs, MOST_RUNS));
        }
        try (Session session = Session.open("selftest", invocation, flags)) {
            RaceCatalogue catalogue = RaceCatalogue.open();
            List<Mutant> mutants = mutants(catalogue);
            DetectorFolder folder = DetectorFolder.open("selftest", out);
            session.saveAlsoTo(folder.results());
            try (Selftest selftest = new Selftest(catalogue.sources(), session, folder.path())) {
                session.saveWhenInterrupted(selftest::partial);
                session.showEnvironment();
                session.out().println();
                int code = run(selftest, mutants, new SelftestReport(session));
                return session.finish(code, selftest.results());
            }
        }
    }

    private List<Mutant> mutants(RaceCatalogue catalogue) {
        return switch (which) {
            case "all" -> catalogue.races().stream().map(Race::mutant).toList();
            case "quick" ->
                    catalogue.races().stream().filter(Race::quick).map(Race::mutant).toList();
            default -> RaceCatalogue.mutantsIn(Path.of(which));
        };
    }

    private int run(Selftest selftest, List<Mutant> mutants, SelftestReport report) {
        report.head();
        List<MutantRunResult> alarms = selftest.control(mutants, report);
        if (!alarms.isEmpty()) {
            return ExitCode.VIOLATED;
        }
        mutants.forEach(mutant -> report.mutant(selftest.prove(mutant, runs)));
        SelftestResults results = selftest.results();
        report.sum(results, DetectorFolder.shortest(selftest.folder()));
        return results.exitCode();
    }
}
