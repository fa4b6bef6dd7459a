package org.alloclab.cli.command;

import org.alloclab.bench.statistics.TargetVerdict;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.ErrorReporter;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.OutputFile;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.session.Version;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.NearestWord;
import org.alloclab.cli.terminal.Table;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.report.OtherDocumentException;
import org.alloclab.report.Page;
import org.alloclab.report.SavedDocument;
import org.alloclab.report.SavedFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/** One page from saved results. */
@Command(
        name = "report",
        description = {
            "Makes one HTML page from saved results, with charts, for any browser.",
            "Several files are shown side by side. The page asks for no network.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  alloclab report results.json",
            "  alloclab report before.json after.json --out comparison.html",
            "  alloclab report results/ --out results/report.html"
        })
public final class ReportCommand implements Callable<Integer> {
    private static final int WIDEST = 30;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE_OR_DIR",
            description = {
                "What --json of run, replay and bench saved, and folders",
                "with such *.json in them."
            })
    private List<Path> paths;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the page goes (default: report.html).")
    private String out = "report.html";

    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public ReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * The verb's part of the JSON document.
     *
     * @param page where the page is
     * @param files what it shows
     */
    private record Results(String page, List<Shown> files) {}

    /** What is shown of a file; {@code targets} has how many ratios came to which verdict. */
    private record Shown(
            String file,
            String schema,
            boolean partial,
            int results,
            Map<String, Integer> targets) {
        static Shown of(SavedDocument document) {
            Map<String, Integer> targets = new LinkedHashMap<>();
            document.verdicts().forEach((verdict, count) -> targets.put(verdict + "", count));
            return new Shown(
                    document.name(),
                    document.schema(),
                    document.isPartial(),
                    document.results(),
                    targets);
        }
    }

    @Override
    public Integer call() {
        try (Session session = Session.open("report", invocation, flags)) {
            Map<Path, SavedDocument> found = documents();
            found.keySet().forEach(session::checkNotReplaced);
            List<SavedDocument> documents = List.copyOf(found.values());
            if (documents.stream().allMatch(SavedDocument::isEmpty)) {
                throw new Failure(
                        ExitCode.NOTHING_MATCHED,
                        "%s: nothing to show (expected: results of run, replay or bench)"
                                .formatted(TerminalEscape.of(paths.getFirst().toString())));
            }
            String page = Page.of(documents, Version.TEXT, ReportCommand::repetition);
            session.undisturbed(() -> write(page, found.keySet()));
            session.showEnvironment();
            show(documents, session.out());
            return session.finish(
                    ExitCode.KEPT, new Results(out, documents.stream().map(Shown::of).toList()));
        }
    }

    private void write(String page, Set<Path> inputs) {
        try (OutputFile file = OutputFile.open("--out", out)) {
            inputs.forEach(file::checkNotReplaced);
            file.write(page.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What the paths stand for, in their order; no file comes twice. */
    private Map<Path, SavedDocument> documents() {
        Map<Path, SavedDocument> documents = new LinkedHashMap<>();
        for (Path path : paths) {
            try {
                if (Files.isDirectory(path)) {
                    for (Path file : SavedFiles.in(path)) {
                        readIfShown(file, documents);
                    }
                } else {
                    documents.put(path.toRealPath(), SavedDocument.read(path));
                }
            } catch (NoSuchFileException e) {
                throw missing(path);
            } catch (IOException e) {
                throw Failure.file(path, e);
            }
        }
        return documents;
    }

    /** Reads a file of a folder, in which other verbs may have left theirs. */
    private void readIfShown(Path file, Map<Path, SavedDocument> documents) {
        try {
            documents.put(file.toRealPath(), SavedDocument.read(file));
        } catch (OtherDocumentException e) {
            String line =
                    "left out %s: %s".formatted(TerminalEscape.of(file.toString()), e.getMessage());
            ErrorReporter.say("alloclab report", line, invocation.streams().err());
        } catch (IOException e) {
            throw Failure.file(file, e);
        }
    }

    private static Failure missing(Path path) {
        String hint = "";
        try {
            Path folder = path.toAbsolutePath().getParent();
            List<String> names =
                    SavedFiles.in(folder).stream().map(file -> file.getFileName() + "").toList();
            hint = NearestWord.hint(path.getFileName().toString(), names);
        } catch (IOException e) {
            // No folder, no names that could have been meant.
        }
        return new Failure(
                ExitCode.FILE,
                "%s: does not exist (expected: a file or a folder)%s"
                        .formatted(TerminalEscape.of(path.toString()), hint));
    }

    private static String repetition(SavedDocument document) {
        return Invocation.repetition(document.command(), document.seed());
    }

    private void show(List<SavedDocument> documents, PrintStream text) {
        Table table =
                new Table(
                        "|file",
                        "|verb",
                        ">|results",
                        ">targets|kept",
                        ">|missed",
                        ">|noise",
                        ">not|measured");
        for (SavedDocument document : documents) {
            Map<TargetVerdict, Integer> verdicts = document.verdicts();
            table.add(
                    shortened(TerminalEscape.safe(document.name())),
                    document.verb() + (document.isPartial() ? " (partial)" : ""),
                    Figures.count(document.results()),
                    Figures.count(verdicts.get(TargetVerdict.KEPT)),
                    Figures.count(verdicts.get(TargetVerdict.MISSED)),
                    Figures.count(verdicts.get(TargetVerdict.WITHIN_NOISE)),
                    Figures.count(verdicts.get(TargetVerdict.NOT_MEASURED)));
        }
        text.println();
        table.lines(UnaryOperator.identity()).forEach(text::println);
        text.printf("%nthe page: %s%n", TerminalEscape.safe(out));
    }

    /** Of a long name the end, which tells more. */
    private static String shortened(String name) {
        int length = name.length();
        return length <= WIDEST ? name : "..." + name.substring(length - WIDEST + 3);
    }
}
