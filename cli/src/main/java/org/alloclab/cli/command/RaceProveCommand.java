package org.alloclab.cli.command;

import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.Session;
import org.alloclab.stress.mutation.Mutant;
import org.alloclab.stress.mutation.MutantResult;
import org.alloclab.stress.mutation.MutantRunResult;
import org.alloclab.stress.mutation.SourcePatch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** The proof that a race is one: the patched code is seen to fail. */
@Command(
        name = "prove",
        description = {
            "Injects a race, and shows that a test finds it.",
            "",
            "The patch is applied to a copy of the sources, which is compiled. The detector",
            "that claims to find the race is run on the code as shipped, which must pass,",
            "and on the copy. The first finding is shown.",
            ""
        },
        footer = {
            "",
            "For a file with a patch all detectors are run, the cheapest first.",
            "Exit codes: 0 the copy fails as it should, 12 nothing was found, 10 the code as",
            "shipped fails, 4 the patch does not apply or compile.",
            "",
            "Examples:",
            "  alloclab race prove lost-push",
            "  alloclab race prove wake-up-two-steps --json proof.json",
            "  alloclab race prove my.patch"
        })
final class RaceProveCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "NAME|FILE",
            description = "Which: see alloclab race list.")
    private String idOrFile;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Where to compile, and to keep logs (default: a",
                "new folder in target/prove)."
            })
    private Path out;

    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    RaceProveCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open("race-prove", invocation, flags)) {
            RaceCatalogue catalogue = RaceCatalogue.open();
            Mutant mutant = catalogue.mutant(idOrFile);
            DetectorFolder folder = DetectorFolder.open("prove", out);
            session.saveAlsoTo(folder.results());
            try (Selftest selftest = new Selftest(catalogue.sources(), session, folder.path())) {
                session.saveWhenInterrupted(selftest::partial);
                SourcePatch patch = selftest.patchOf(mutant);
                session.showEnvironment();
                session.out().println();
                session.out().println(session.style().bold(mutant.title()));
                patch.paths().forEach(path -> session.out().println("changes " + path));
                session.out().println();
                int code = prove(selftest, mutant, session);
                session.goOn();
                return session.finish(code, selftest.results());
            }
        }
    }

    private static int prove(Selftest selftest, Mutant mutant, Session session) {
        SelftestReport report = new SelftestReport(session);
        List<MutantRunResult> alarms = selftest.control(List.of(mutant), report);
        if (!alarms.isEmpty()) {
            return ExitCode.VIOLATED;
        }
        MutantResult result = selftest.prove(mutant, 1);
        if (result.problem() != null) {
            throw new Failure(ExitCode.FILE, Selftest.refusal(mutant, result.problem()));
        }
        report.evidence(result);
        return result.survived() ? ExitCode.SURVIVED : ExitCode.KEPT;
    }
}
