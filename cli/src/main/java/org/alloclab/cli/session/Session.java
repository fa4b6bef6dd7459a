package org.alloclab.cli.session;

import org.alloclab.HeapLayout;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.cli.terminal.Streams;
import org.alloclab.cli.terminal.Style;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One run of a verb, from the first line to the last word.
 *
 * <p>It ends once: by {@link #finish}, by an interrupt (the verb's results so far are saved), or by
 * being closed after something went wrong (nothing is left behind). The main thread and the one
 * that runs at an interrupt meet on this object's monitor; the second finds that all is said.
 */
public final class Session implements AutoCloseable {
    private final Invocation invocation;
    private final Seed seed;
    private final ResultDocument document;
    private final Progress progress;
    private final Style style;
    private final PrintStream out;
    private final boolean jsonInsteadOfText;
    private final List<OutputFile> jsonFiles = new ArrayList<>();
    private final List<OutputFile> otherFiles = new ArrayList<>();
    private final Thread interrupt = new Thread(this::interrupted, "interrupt");

    // Guarded by this, as are the files.
    private Supplier<?> results;
    private Function<Object, byte[]> otherForm;
    private boolean over;

    private Session(String verb, Invocation invocation, CommonFlags flags) {
        Streams streams = invocation.streams();
        this.invocation = invocation;
        seed = flags.seed();
        document =
                new ResultDocument(
                        "alloclab." + verb + "/1",
                        Version.TEXT,
                        invocation.arguments(),
                        seed.value(),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                        Machine.here());
        progress = new Progress(streams.err(), flags.quiet(), streams.errIsTerminal());
        style = new Style(flags.color().isOn(streams.outIsTerminal()));
        jsonInsteadOfText = "-".equals(flags.json());
        out = jsonInsteadOfText ? new PrintStream(OutputStream.nullOutputStream()) : streams.out();
        if (flags.json() != null && !jsonInsteadOfText) {
            jsonFiles.add(OutputFile.open("--json", flags.json()));
        }
    }

    /**
     * Begins a run.
     *
     * @throws Failure if the JSON file cannot be written
     */
    public static Session open(String verb, Invocation invocation, CommonFlags flags) {
        Session session = new Session(verb, invocation, flags);
        Runtime.getRuntime().addShutdownHook(session.interrupt);
        return session;
    }

    /**
     * Sees to it that the results do not replace what they come from.
     *
     * @throws Failure if the JSON file is this file
     */
    public void checkNotReplaced(Path input) {
        jsonFiles.forEach(file -> file.checkNotReplaced(input));
    }

    /** The results go to this file, too. It is closed with the session. */
    public synchronized void saveAlsoTo(OutputFile file) {
        jsonFiles.add(file);
    }

    /**
     * The results go to this file, too, in a form of its own. It is closed with the session.
     *
     * @param form made of the verb's own part of the JSON document
     */
    public synchronized <T> void saveAlsoTo(
            OutputFile file, Class<T> part, Function<T, byte[]> form) {
        otherFiles.add(file);
        otherForm = results -> form.apply(part.cast(results));
    }

    /** Where the text goes: nowhere if JSON takes its place. */
    public PrintStream out() {
        return out;
    }

    public Style style() {
        return style;
    }

    public Progress progress() {
        return progress;
    }

    public Seed seed() {
        return seed;
    }

    public Machine machine() {
        return document.machine();
    }

    /** Says what this runs on, and in which layout; then more lines. */
    public void showEnvironment(HeapLayout layout, String... more) {
        environment(
                "%s layout: %d KiB arenas, %d KiB pools"
                        .formatted(layout, layout.arenaBytes() >> 10, layout.poolBytes() >> 10),
                List.of(more));
    }

    /** Says what this runs on, where the layout is not a choice. */
    public void showEnvironment() {
        environment("", List.of());
    }

    private void environment(String layout, List<String> more) {
        progress.clear();
        PrintStream to = jsonInsteadOfText ? invocation.streams().err() : out;
        document.machine().lines(Version.TEXT, layout).forEach(to::println);
        more.forEach(to::println);
        to.flush();
    }

    /** From now on an interrupt saves what this supplies; any thread may ask it, at any time. */
    public synchronized void saveWhenInterrupted(Supplier<?> resultsSoFar) {
        results = resultsSoFar;
    }

    /** Does what must not be left half done: an interrupt waits for it. */
    public synchronized void undisturbed(Runnable work) {
        work.run();
    }

    /** Comes back unless there was an interrupt: then the program is about to end. */
    public synchronized void goOn() {
        // An interrupt keeps the monitor to the end.
    }

    /**
     * Ends the run: all is written, the last word said.
     *
     * @param exitCode what the run came to
     * @param part the verb's own part of the JSON document
     * @return {@code exitCode}
     */
    public int finish(int exitCode, Object part) {
        return finish(exitCode, ExitCode.word(exitCode), part);
    }

    /**
     * Ends the run with a word of its own.
     *
     * @return {@code exitCode}
     */
    public synchronized int finish(int exitCode, String word, Object part) {
        if (!over) {
            over = true;
            progress.clear();
            out.flush();
            write(part, false);
            ErrorReporter.checkWritten(invocation.streams().out());
            sayLast(exitCode, word);
        }
        return exitCode;
    }

    private void write(Object part, boolean partial) {
        for (OutputFile file : otherFiles) {
            file.write(otherForm.apply(part));
        }
        for (OutputFile file : jsonFiles) {
            file.write(document.with(part, partial));
        }
        if (jsonInsteadOfText) {
            PrintStream stdout = invocation.streams().out();
            stdout.writeBytes(document.with(part, partial));
            stdout.flush();
        }
    }

    private void sayLast(int exitCode, String word) {
        PrintStream err = invocation.streams().err();
        err.printf(
                "result: %s (exit %d); repeat with: %s%n",
                word, exitCode, invocation.repetition(seed));
        err.flush();
    }

    /** Runs when the virtual machine is asked to stop. */
    private synchronized void interrupted() {
        if (over) {
            return;
        }
        over = true;
        progress.clear();
        try {
            if (results != null) {
                write(results.get(), true);
            } else {
                closeFiles();
            }
            sayLast(ExitCode.INTERRUPTED, ExitCode.word(ExitCode.INTERRUPTED));
        } catch (Failure e) {
            ErrorReporter.say("alloclab", e.getMessage(), invocation.streams().err());
        } finally {
            // Whatever signal it was: the code is that of an interrupt.
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }

    /** Ends the run, if it is not over, without a word; no file is left behind. */
    @Override
    public synchronized void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(interrupt);
        } catch (IllegalStateException e) {
            return; // it runs already, and does what is left to do
        }
        over = true;
        progress.clear();
        closeFiles();
    }

    private void closeFiles() {
        jsonFiles.forEach(OutputFile::close);
        otherFiles.forEach(OutputFile::close);
    }
}
