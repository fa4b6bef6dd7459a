package org.alloclab.cli.doctor;

import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.stress.configuration.AddressLimits;
import org.alloclab.stress.configuration.Available;
import org.alloclab.stress.configuration.Configuration;
import org.alloclab.stress.configuration.ConfigurationResult;
import org.alloclab.stress.configuration.ConfigurationResult.Verdict;
import org.alloclab.stress.configuration.Examination;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What {@code doctor --configurations} does: the allocators on unusual virtual machines. */
final class ConfigurationsRun {
    private static final String ROW = "%-9s  %-8s  %-10s  %-6s  %-8s  %-6s  %-6s  %9s";
    private static final String LIMITED_ROW = "%-9s  %-8s  at most %-34s  %9s";

    private final Session session;
    private final Duration budget;
    private final int most;

    /**
     * @param budget for all configurations together, about
     * @param most how many configurations; 0 for all it takes
     */
    ConfigurationsRun(Session session, Duration budget, int most) {
        this.session = session;
        this.budget = budget;
        this.most = most;
    }

    /**
     * The part of the JSON document.
     *
     * @param missing choices that this machine does not have
     * @param planned how many configurations it takes for all pairs of choices, and limits
     * @param configurations those that were run
     */
    private record Results(
            List<String> missing, int planned, List<ConfigurationResult> configurations) {}

    int call() {
        Path folder = ProjectLayout.find().folder().resolve("target/configurations");
        try (Examination examination =
                new Examination(ProjectLayout.find().detectors(), folder, session.seed().value())) {
            Available available = Available.here();
            AddressLimits limits = AddressLimits.here();
            List<Configuration> planned = new ArrayList<>(available.pairs(session.seed().value()));
            planned.addAll(limits.configurations());
            List<String> missing = new ArrayList<>(available.missing());
            missing.addAll(limits.missing());
            List<Configuration> chosen =
                    most == 0 ? planned : planned.subList(0, Math.min(most, planned.size()));
            List<ConfigurationResult> results = Collections.synchronizedList(new ArrayList<>());
            session.saveWhenInterrupted(
                    () -> partial(examination, missing, planned.size(), results));
            session.showEnvironment();
            showHead(chosen.size(), planned.size(), missing);
            run(chosen, examination, results);
            session.goOn();
            session.progress().clear();
            session.out()
                    .printf(
                            "%n%d of %d configurations kept their promises%n",
                            results.stream().filter(ConfigurationsRun::isKept).count(),
                            chosen.size());
            return session.finish(
                    exitCode(results, chosen.size()),
                    new Results(missing, planned.size(), List.copyOf(results)));
        } catch (IOException e) {
            throw Failure.file(folder, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // no thread interrupts this one
        }
    }

    /** Ends what is run, and keeps what was. */
    private static Results partial(
            Examination examination,
            List<String> missing,
            int planned,
            List<ConfigurationResult> results) {
        examination.close();
        return new Results(missing, planned, List.copyOf(results));
    }

    private void run(
            List<Configuration> configurations,
            Examination examination,
            List<ConfigurationResult> results)
            throws IOException {
        long end = System.nanoTime() + budget.toNanos();
        int size = configurations.size();
        for (int i = 0; i < size; i++) {
            session.progress()
                    .show("configuration %d of %d".formatted(i + 1, size), i / (double) size);
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive()) {
                return;
            }
            Duration share = left.dividedBy(size - i);
            // The contract takes what it takes, mostly less; traffic what it is given.
            ConfigurationResult result =
                    examination.run(
                            configurations.get(i),
                            "%02d".formatted(i + 1),
                            share.multipliedBy(2),
                            share.dividedBy(4));
            results.add(result);
            session.goOn();
            show(result);
        }
    }

    private void showHead(int chosen, int planned, List<String> missing) {
        session.out()
                .printf(
                        "%n%d of the %d configurations: any two choices, and limits on"
                                + " addresses%s%n%n",
                        chosen,
                        planned,
                        missing.isEmpty()
                                ? ""
                                : "; not on this machine: " + String.join(", ", missing));
        String head =
                ROW.formatted(
                        "verdict",
                        "backend",
                        "collector",
                        "comp.",
                        "headers",
                        "heap",
                        "CPUs",
                        "operations");
        session.out().println(session.style().bold(head));
        session.out().flush();
    }

    private void show(ConfigurationResult result) {
        session.progress().clear();
        Map<String, String> choices = result.choices();
        String operations = Figures.count(result.operations());
        String limit = choices.get(AddressLimits.NAME);
        String row =
                limit != null
                        ? LIMITED_ROW.formatted(
                                result.verdict(),
                                choices.get("backend"),
                                limit + " of addresses",
                                operations)
                        : ROW.formatted(
                                result.verdict(),
                                choices.get("backend"),
                                choices.get("collector"),
                                choices.get("compiler"),
                                choices.get("headers"),
                                choices.get("heap"),
                                choices.get("cpus"),
                                operations);
        Style style = session.style();
        session.out().println(isKept(result) ? style.good(row) : style.bad(row));
        if (result.problem() != null) {
            TextWrap.wrapped(TerminalEscape.safe(result.problem()), 2, 2)
                    .forEach(line -> session.out().println("  " + line.strip()));
        }
        session.out().flush();
    }

    private static boolean isKept(ConfigurationResult result) {
        return result.verdict() == Verdict.KEPT;
    }

    private static int exitCode(List<ConfigurationResult> results, int planned) {
        List<Verdict> verdicts = results.stream().map(ConfigurationResult::verdict).toList();
        if (verdicts.contains(Verdict.VIOLATED) || verdicts.contains(Verdict.DIED)) {
            return ExitCode.VIOLATED;
        }
        if (verdicts.contains(Verdict.HUNG)) {
            return ExitCode.HUNG;
        }
        boolean all =
                results.size() == planned && results.stream().allMatch(ConfigurationsRun::isKept);
        return all ? ExitCode.KEPT : ExitCode.INCOMPLETE;
    }
}
