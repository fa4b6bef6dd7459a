package org.alloclab.cli.command;

import org.alloclab.cli.flags.BackendFlag;
import org.alloclab.cli.flags.FlagValues;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.NearestWord;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.protocol.Detection;
import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.DetectorEvent;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.DetectorEvent.Started;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.DetectorProgram;
import org.alloclab.stress.protocol.DetectorResults;
import org.alloclab.stress.protocol.DetectorRun;
import org.alloclab.stress.protocol.DetectorTally;

import picocli.CommandLine.Mixin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A verb that runs one detector in a JVM of its own, shows how far it is, and reports what it
 * found.
 *
 * @param <R> what a run comes to
 * @param <T> what adds it up
 */
abstract class DetectorCommand<R extends DetectorResults, T extends DetectorTally<R>>
        implements Callable<Integer> {
    /** The allocators whose packages hold tests that see them from inside. */
    static final List<String> TESTED = List.of("gil", "lockfree");

    @Mixin private BackendFlag backendFlag;
    @Mixin private CommonFlags flags;

    private final String verb;
    private final String items;
    private final Invocation invocation;
    private final long start = System.nanoTime();
    private Session session;
    private DetectorFolder folder;
    private T tally;

    /**
     * @param items what the detector records, in the plural
     */
    DetectorCommand(String verb, String items, Invocation invocation) {
        this.verb = verb;
        this.items = items;
        this.invocation = invocation;
    }

    /** Where the results go; called once, before the detector is started. */
    abstract DetectorFolder openFolder();

    abstract T openTally();

    abstract DetectorOrder order(List<String> backends, long seed);

    /** How long the run takes; null if that is not known. */
    abstract Duration budget();

    /** Prints the results. */
    abstract void report(R results);

    /** Why nothing is planned. */
    abstract Failure nothingPlanned(Planned plan);

    /** Prints what is planned. */
    void show(Planned plan) {
        session.showEnvironment();
    }

    /** Prints an event, after it was added up. */
    void show(DetectorEvent event) {}

    /** What to show of an item while it runs. */
    String progressOf(Started item) {
        return TerminalEscape.safe(item.name());
    }

    /** What the exit code says if the detector's JVM died and no promise was seen broken. */
    int exitCodeOfDeath() {
        return ExitCode.INCOMPLETE;
    }

    /** The exit code in a word. */
    String word(int exitCode, R results) {
        return ExitCode.word(exitCode);
    }

    /**
     * The allocators to test, by name.
     *
     * @throws Failure if one of those asked for cannot be tested by this verb
     */
    List<String> backends(BackendFlag flag) {
        List<String> names = flag.askedFor();
        for (String name : names) {
            if (!TESTED.contains(name)) {
                throw Failure.badArguments(
                        "--backend %s (expected: %s, the allocators that %s has tests for)%s"
                                .formatted(
                                        TerminalEscape.of(name),
                                        FlagValues.oneOf(TESTED),
                                        verb,
                                        NearestWord.hint(name, TESTED)));
            }
        }
        return names.isEmpty() ? TESTED : names;
    }

    final Session session() {
        return session;
    }

    final DetectorFolder folder() {
        return folder;
    }

    final T tally() {
        return tally;
    }

    @Override
    public final Integer call() {
        List<String> backends = backends(backendFlag);
        try (Session opened = Session.open(verb, invocation, flags)) {
            session = opened;
            DetectorProgram program = ProjectLayout.find().detectors().and(backendFlag.classPath());
            folder = openFolder();
            session.saveAlsoTo(folder.results());
            tally = openTally();
            DetectorOrder order = order(backends, session.seed().value());
            try (DetectorRun run = folder.start(program, order)) {
                session.saveWhenInterrupted(() -> partial(run));
                Detection detection = run.listen(this::hear);
                session.goOn();
                session.progress().clear();
                return finish(detection);
            }
        }
    }

    /** Ends the detector, and keeps what it recorded. */
    private R partial(DetectorRun run) {
        run.close();
        return tally.results(new Ending.Closed().problem());
    }

    private void hear(DetectorEvent event) {
        tally.add(event);
        if (event instanceof Planned plan) {
            if (plan.items() == 0) {
                folder.discard();
                throw nothingPlanned(plan);
            }
            show(plan);
            session.out().flush();
        } else if (event instanceof Started item) {
            showProgress(item);
        } else {
            show(event);
        }
    }

    private void showProgress(Started item) {
        int recorded = tally.recorded();
        int planned = Math.max(1, tally.planned());
        String what = "%s, %d of %d".formatted(progressOf(item), recorded + 1, planned);
        Duration left = budget() == null ? null : budget().minusNanos(System.nanoTime() - start);
        if (left == null || left.isNegative()) {
            session.progress().show(what, (double) recorded / planned);
        } else {
            session.progress().show(what, left);
        }
    }

    private int finish(Detection detection) {
        tally.add(detection.ending());
        R results = tally.results(problem(detection));
        report(results);
        int exitCode = exitCode(detection, results);
        return session.finish(exitCode, word(exitCode, results), results);
    }

    private String problem(Detection detection) {
        if (detection.isComplete()) {
            return null;
        }
        String problem = detection.ending().problem();
        if (problem == null) {
            problem =
                    "only %d of %d %s came back with a result"
                            .formatted(detection.recorded(), detection.planned(), items);
        }
        return problem + ", see " + DetectorFolder.shortest(folder.log());
    }

    private int exitCode(Detection detection, R results) {
        if (results.violated()) {
            return ExitCode.VIOLATED;
        }
        if (results.hung() || detection.ending() instanceof Ending.Hung) {
            return ExitCode.HUNG;
        }
        if (detection.ending() instanceof Ending.Died) {
            return exitCodeOfDeath();
        }
        return detection.isComplete() && results.complete() ? ExitCode.KEPT : ExitCode.INCOMPLETE;
    }
}
