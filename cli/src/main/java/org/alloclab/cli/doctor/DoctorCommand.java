package org.alloclab.cli.doctor;

import org.alloclab.cli.doctor.MachineCheck.Verdict;
import org.alloclab.cli.flags.BackendFlag;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.session.SystemFiles;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.provider.Allocators;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Whether this machine is fit to measure on. */
@Command(
        name = "doctor",
        description = {
            "Is this machine fit to measure on? What was found, what to do, and which",
            "allocators --backend can name.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  alloclab doctor",
            "  alloclab doctor --json machine.json",
            "  alloclab doctor --class-path my-allocator.jar",
            "  alloclab doctor --configurations --budget 10m",
            "  alloclab doctor --promises",
            "",
            "note: bear it in mind when you read figures. unfit: alloclab cannot work here."
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final int INDENT = 28;

    @Option(
            names = "--configurations",
            description = {
                "Run both allocators on unusual virtual machines: collectors,",
                "compilers, object headers, a small heap, one CPU; in pairs;",
                "and under 8 limits on addresses."
            })
    private boolean configurations;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "How long --configurations may take, about (default: 15m).")
    private Duration budget = Duration.ofMinutes(15);

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "Only the first N of the --configurations.")
    private Integer most;

    @Option(
            names = "--promises",
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = "",
            description = {
                "The scoreboard: what is promised, and what runs recorded",
                "below a folder came to (default: target, where runs are",
                "kept)."
            })
    private String promises;

    @Mixin private BackendFlag backendFlag;
    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public DoctorCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * The verb's part of the JSON document.
     *
     * @param checks one for each thing looked at
     * @param allocators those that can be named, or were
     */
    private record Results(List<MachineCheck> checks, List<FoundAllocator> allocators) {}

    @Override
    public Integer call() {
        if (most != null && most < 1) {
            throw Failure.badArguments("--most %d (expected: a number from 1)".formatted(most));
        }
        try (Session session = Session.open("doctor", invocation, flags)) {
            if (configurations) {
                return new ConfigurationsRun(session, budget, most == null ? 0 : most).call();
            }
            if (promises != null) {
                return new PromisesRun(session, folder()).call();
            }
            List<FoundAllocator> allocators =
                    backendFlag.chosen(backendFlag.known().names()).stream()
                            .map(FoundAllocator::of)
                            .toList();
            session.showEnvironment();
            List<MachineCheck> checks = checks(session.machine().cpus());
            show(checks, session);
            session.out().printf("%nAllocators:%n");
            allocators.forEach(one ->
                    session.out().printf("       %-19s  %s%n", one.name(), wrapped(one.words())));
            boolean unfit = checks.stream().anyMatch(check -> check.verdict() == Verdict.UNFIT);
            return session.finish(
                    unfit ? ExitCode.UNFIT : ExitCode.KEPT, new Results(checks, allocators));
        }
    }

    private Path folder() {
        return promises.isEmpty()
                ? ProjectLayout.find().folder().resolve("target")
                : Path.of(promises);
    }

    private static List<MachineCheck> checks(int cpus) {
        SystemFiles files = SystemFiles.ofThisMachine();
        List<MachineCheck> checks = new ArrayList<>(JvmChecks.ofThisMachine().all());
        checks.addAll(new CpuChecks(files, cpus).all());
        checks.addAll(new MemoryChecks(files).all());
        checks.addAll(new PeerChecks(Allocators.installed()).all());
        return checks;
    }

    private static void show(List<MachineCheck> checks, Session session) {
        PrintStream out = session.out();
        Style style = session.style();
        out.println();
        for (MachineCheck check : checks) {
            String verdict = "%-5s".formatted(check.verdict());
            String colored =
                    switch (check.verdict()) {
                        case OK -> style.good(verdict);
                        case NOTE -> style.notable(verdict);
                        case UNFIT -> style.bad(verdict);
                    };
            out.printf("%s  %-19s  %s%n", colored, check.name(), wrapped(check.value()));
            if (check.verdict() != Verdict.OK) {
                out.printf("%s%s%n", " ".repeat(INDENT), wrapped(check.advice()));
            }
        }
        long notes = checks.stream().filter(check -> check.verdict() != Verdict.OK).count();
        out.printf("%n%d checks, %d to bear in mind%n", checks.size(), notes);
    }

    private static String wrapped(String text) {
        return String.join(System.lineSeparator(), TextWrap.wrapped(text, INDENT, INDENT));
    }
}
