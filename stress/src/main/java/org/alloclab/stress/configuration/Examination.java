package org.alloclab.stress.configuration;

import org.alloclab.stress.configuration.ConfigurationResult.Verdict;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.Detection;
import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.DetectorEvent.Done;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.DetectorProgram;
import org.alloclab.stress.protocol.DetectorRun;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs the contract's tests and random traffic in a configuration. One thread runs; any thread may
 * close, which ends what is run.
 */
public final class Examination implements AutoCloseable {
    /** An allocator's own contract; how threads meet is left to the traffic. */
    private static final String CONTRACT = "(Gil|LockFree)AllocatorTest";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DetectorProgram program;
    private final Path folder;
    private final long seed;
    private volatile DetectorRun run;
    private volatile boolean closed;

    private int passed;
    private int rounds;
    private long operations;

    /**
     * @param folder where the logs go
     */
    public Examination(DetectorProgram program, Path folder, long seed) {
        this.program = program;
        this.folder = folder;
        this.seed = seed;
    }

    /**
     * Runs both, for about so long each.
     *
     * @param name of a folder of its own
     * @throws IOException if the child cannot be started
     */
    public ConfigurationResult run(
            Configuration configuration, String name, Duration contract, Duration traffic)
            throws IOException {
        long start = System.nanoTime();
        passed = 0;
        rounds = 0;
        operations = 0;
        Detection tests =
                detect(configuration, order(configuration, "unit", CONTRACT, contract), name);
        Detection moves = null;
        if (tests.ending() instanceof Ending.Complete) {
            moves = detect(configuration, order(configuration, "traffic", "", traffic), name);
        }
        Verdict verdict = verdict(tests);
        if (verdict == Verdict.KEPT && moves != null) {
            verdict = passed < tests.planned() ? Verdict.CUT_SHORT : verdict(moves);
        }
        return new ConfigurationResult(
                configuration.names(),
                configuration.options(),
                tests.planned(),
                passed,
                rounds,
                operations,
                verdict,
                moves == null || problem(tests) != null ? problem(tests) : problem(moves),
                (System.nanoTime() - start) / 1e9);
    }

    private DetectorOrder order(
            Configuration configuration, String detector, String tests, Duration budget) {
        return new DetectorOrder(
                detector,
                List.of(configuration.backend()),
                tests,
                budget,
                seed,
                false,
                budget.plus(PATIENCE));
    }

    private Detection detect(Configuration configuration, DetectorOrder order, String name)
            throws IOException {
        DetectorProgram configured =
                program.with(configuration.launcher(), configuration.options());
        try (DetectorRun started = configured.start(order, folder.resolve(name))) {
            run = started;
            if (closed) {
                close();
            }
            return started.listen(event -> {
                if (event instanceof Done done) {
                    count(order, done);
                }
            });
        }
    }

    private void count(DetectorOrder order, Done done) {
        if (order.detector().equals("traffic")) {
            rounds++;
            operations += done.details() instanceof Details.Phase round ? round.operations() : 0;
        } else if (!(done.details() instanceof Details.Test test) || test.skipped() == null) {
            passed++;
        }
    }

    private static Verdict verdict(Detection detection) {
        if (!detection.found().isEmpty()) {
            return Verdict.VIOLATED;
        }
        return switch (detection.ending()) {
            case Ending.Complete _ -> detection.planned() > 0 ? Verdict.KEPT : Verdict.NOTHING_RUN;
            case Ending.Died _ -> Verdict.DIED;
            case Ending.Hung _ -> Verdict.HUNG;
            case Ending.Closed _ -> Verdict.INTERRUPTED;
        };
    }

    private static String problem(Detection detection) {
        return detection.found().stream()
                .findFirst()
                .map(found -> found.name() + ": " + found.summary())
                .orElse(detection.ending().problem());
    }

    @Override
    public void close() {
        closed = true;
        DetectorRun running = run;
        if (running != null) {
            running.close();
        }
    }
}
