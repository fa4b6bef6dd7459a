package org.alloclab.cli.command;

import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.gil.GilAllocator;
import org.alloclab.replay.GoldenFiles;
import org.alloclab.replay.GoldenReplay;
import org.alloclab.replay.GoldenResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** Where real CPython put its blocks, against where the GIL model puts them. */
@Command(
        name = "golden",
        description = {
            "Replays placement traces of real CPython on the GIL model, compares each place.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  alloclab golden gil-model/src/test/resources",
            "  alloclab golden my_placement.trace.gz --json -"
        })
public final class GoldenCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, and folders with *.trace and *.trace.gz in them or below.")
    private List<Path> paths;

    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public GoldenCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** A file's part of the JSON document; {@code first} is null where there is no difference. */
    private record Comparison(
            String file, String layout, long operations, long differences, String first) {}

    /**
     * The verb's part of the JSON document.
     *
     * @param files one for each file
     * @param differences in all
     */
    private record Results(List<Comparison> files, long differences) {
        static Results of(List<GoldenResult> results) {
            return new Results(
                    results.stream().map(Results::comparison).toList(),
                    results.stream().mapToLong(GoldenResult::differences).sum());
        }

        private static Comparison comparison(GoldenResult result) {
            return new Comparison(
                    result.file(),
                    result.layout().toString(),
                    result.operations(),
                    result.differences(),
                    result.isEqual() ? null : result.first());
        }
    }

    @Override
    public Integer call() {
        try (Session session = Session.open("golden", invocation, flags)) {
            List<Path> files = files();
            files.forEach(session::checkNotReplaced);
            List<GoldenResult> results = Collections.synchronizedList(new ArrayList<>());
            session.saveWhenInterrupted(() -> Results.of(List.copyOf(results)));
            GoldenReplay replay = new GoldenReplay(GilAllocator::new);
            for (Path file : files) {
                double done = results.size() / (double) files.size();
                session.progress().show(TerminalEscape.safe(file.toString()), done);
                results.add(compare(replay, file));
            }
            session.showEnvironment();
            results.forEach(result -> show(result, session));
            Results part = Results.of(results);
            session.out()
                    .printf(
                            "%s %s, %s operations, %s %s%n",
                            Figures.count(files.size()),
                            files.size() == 1 ? "file" : "files",
                            Figures.count(
                                    results.stream().mapToLong(GoldenResult::operations).sum()),
                            Figures.count(part.differences),
                            part.differences == 1 ? "difference" : "differences");
            return session.finish(part.differences == 0 ? ExitCode.KEPT : ExitCode.DIFFERS, part);
        }
    }

    private List<Path> files() {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new Failure(
                        ExitCode.FILE, TerminalEscape.of(path.toString()) + ": does not exist");
            }
        }
        try {
            List<Path> files = GoldenFiles.in(paths);
            if (files.isEmpty()) {
                throw new Failure(
                        ExitCode.NOTHING_MATCHED,
                        TerminalEscape.of(paths.getFirst().toString())
                                + ": holds no placement trace (expected: *.trace or *.trace.gz)");
            }
            return files;
        } catch (IOException e) {
            throw Failure.file(paths.getFirst(), e);
        }
    }

    private static GoldenResult compare(GoldenReplay replay, Path file) {
        try {
            return replay.run(file);
        } catch (IOException e) {
            throw Failure.file(file, e);
        }
    }

    private static void show(GoldenResult result, Session session) {
        PrintStream out = session.out();
        Style style = session.style();
        String verdict = result.isEqual() ? style.good("ok    ") : style.bad("differs");
        out.printf(
                "%s %-9s %9s  %s%n",
                verdict,
                result.layout(),
                Figures.count(result.operations()),
                TerminalEscape.safe(result.file()));
        if (!result.isEqual()) {
            out.printf("  %s in all; the first:%n", Figures.count(result.differences()));
            result.first().lines().forEach(line -> out.println("  " + TerminalEscape.safe(line)));
        }
    }
}
