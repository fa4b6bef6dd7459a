package org.alloclab.cli.command;

import org.alloclab.checks.CheckLevel;
import org.alloclab.checks.HeapStoppedException;
import org.alloclab.cli.flags.BackendFlag;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.stress.misuse.Misuse;
import org.alloclab.stress.misuse.Observation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Shows misuse of allocators, and what is noticed of it. */
@Command(
        name = "misuse",
        description = {
            "Misuses allocators, at each level of checks, and shows what was noticed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  alloclab misuse",
            "  alloclab misuse double-free",
            "  alloclab misuse overflow --checks hardened --backend lockfree --json -",
            "  alloclab misuse --backend glibc,mimalloc --checks debug"
        })
public final class MisuseCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = {
                "One misuse, in full: its calls and the report (default: the",
                "table of all)."
            })
    private Misuse misuse;

    @Option(
            names = "--checks",
            paramLabel = "LEVEL",
            description = {"faithful, debug or hardened (default: debug, in the", "table all)."})
    private CheckLevel level;

    @Mixin private BackendFlag backends;
    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public MisuseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * The verb's part of the JSON document.
     *
     * @param leftOut cells that were left out, each with the reason, a line each
     */
    private record Results(List<Cell> cells, long unexpected, List<String> leftOut) {}

    /**
     * A cell of the table.
     *
     * @param expected as in {@code D DoubleFree}
     * @param observed the same, as it was
     * @param calls what was called
     * @param text what was noticed or shown
     */
    private record Cell(
            String misuse,
            String checks,
            String backend,
            String expected,
            String observed,
            List<String> calls,
            String text) {
        static Cell of(MisuseTable.Cell cell) {
            Observation seen = cell.observed();
            return new Cell(
                    cell.misuse().toString(),
                    cell.level().toString(),
                    cell.provider().name(),
                    cell.expected(),
                    seen.code(),
                    seen.calls(),
                    seen.text());
        }
    }

    @Override
    public Integer call() {
        try (Session session = Session.open("misuse", invocation, flags)) {
            List<MisuseTable.Cell> cells = observe(session);
            session.showEnvironment();
            session.out().println();
            if (misuse == null) {
                new MisuseTable(cells).show(session.out(), session.style());
            } else {
                cells.forEach(cell -> show(cell, session.out(), session.style()));
            }
            List<MisuseTable.Cell> shown =
                    cells.stream().filter(MisuseTable.Cell::isShown).toList();
            long unexpected = shown.stream().filter(cell -> !cell.isAsExpected()).count();
            return session.finish(
                    unexpected == 0 ? ExitCode.KEPT : ExitCode.VIOLATED,
                    new Results(
                            shown.stream().map(Cell::of).toList(),
                            unexpected,
                            cells.stream().flatMap(cell -> cell.leftOut().stream()).toList()));
        }
    }

    private List<MisuseTable.Cell> observe(Session session) {
        boolean table = misuse == null;
        List<AllocatorProvider> providers =
                backends.chosen(table ? List.of("gil", "lockfree") : List.of("gil"));
        List<Misuse> rows = table ? List.of(Misuse.values()) : List.of(misuse);
        List<CheckLevel> levels =
                level != null
                        ? List.of(level)
                        : table ? List.of(CheckLevel.values()) : List.of(CheckLevel.DEBUG);
        List<MisuseTable.Cell> cells = new ArrayList<>();
        try {
            for (Misuse each : rows) {
                session.progress().show(each.toString(), rows.indexOf(each) / (double) rows.size());
                for (CheckLevel one : levels) {
                    for (AllocatorProvider provider : providers) {
                        cells.add(MisuseTable.Cell.of(each, one, provider));
                    }
                }
            }
        } catch (AllocatorUnavailableException e) {
            throw new Failure(ExitCode.UNFIT, e.getMessage(), e);
        }
        return cells;
    }

    private static void show(MisuseTable.Cell cell, PrintStream out, Style style) {
        out.println(
                style.bold(
                        "%s, --backend %s --checks %s"
                                .formatted(
                                        cell.misuse().title(),
                                        cell.provider().name(),
                                        cell.level())));
        out.println();
        if (!cell.isShown()) {
            out.println("left out: " + cell.leftOut().orElseThrow());
            return;
        }
        Observation seen = cell.observed();
        seen.calls().forEach(call -> out.println("  " + TerminalEscape.safe(call)));
        out.println();
        String verdict = seen.outcome().words() + ": ";
        TextWrap.wrapped(TerminalEscape.safe(verdict + seen.text()), 0, 2).forEach(out::println);
        history(seen).forEach(line -> out.println("  " + TerminalEscape.safe(line)));
        if (!seen.report().isEmpty()) {
            out.println();
            out.println(style.bold("as CPython prints it:"));
            seen.report().forEach(line -> out.println(TerminalEscape.safe(line)));
        }
        if (!cell.isAsExpected()) {
            out.println();
            out.println(style.bad("expected: " + cell.expected() + ", not " + seen.code()));
        }
    }

    private static List<String> history(Observation seen) {
        if (!(seen.noticed() instanceof HeapStoppedException stopped)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(stopped.report().history());
        lines.add("the heap does nothing more: " + stopped.report().kind().advice());
        return lines;
    }
}
