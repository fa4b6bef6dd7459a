package org.alloclab.bench.measure;

import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.plan.Plan;
import org.alloclab.bench.plan.Problem;
import org.alloclab.bench.statistics.BenchResults;
import org.alloclab.bench.statistics.Measured;
import org.alloclab.bench.statistics.Recorded;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Carries out a plan, fork by fork. A fork that fails is noted, and the next one is run. One thread
 * runs it; any thread may ask for the results so far, and may end it.
 */
public final class Campaign implements AutoCloseable {
    /** For so long the plan's word counts as much as what is seen of its pace. */
    private static final double TRUSTED_SECONDS = 10;

    private final Plan plan;
    private final ForkRunner runner;
    private final Path log;

    // Guarded by this.
    private final Recorded recorded = new Recorded();
    private final List<RunResult> jmhResults = new ArrayList<>();
    private final List<Problem> failures = new ArrayList<>();
    private boolean closed;

    /**
     * @param plan what to measure
     * @param runner what runs its forks; closed with the campaign
     * @param log where a user finds more about a fork that failed
     */
    public Campaign(Plan plan, ForkRunner runner, Path log) {
        this.plan = plan;
        this.runner = runner;
        this.log = log;
    }

    /**
     * Measures all; returns early if it is closed meanwhile.
     *
     * @param listener is told what is measured next, and how long all that is left takes, roughly
     * @throws JmhLockedException if another JMH runs when this one begins
     */
    public void run(BiConsumer<String, Duration> listener) throws JmhLockedException {
        long start = System.nanoTime();
        double left = plan.seconds();
        double done = 0;
        for (Fork fork : plan.forks()) {
            double elapsed = (System.nanoTime() - start) / 1e9;
            double slowness = (TRUSTED_SECONDS + elapsed) / (TRUSTED_SECONDS + done);
            listener.accept(fork.toString(), Duration.ofMillis((long) (left * slowness * 1e3)));
            if (isClosed()) {
                return;
            }
            run(fork);
            done += fork.seconds();
            left -= fork.seconds();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void run(Fork fork) throws JmhLockedException {
        try {
            take(fork, runner.run(fork)); // without the monitor: close() must get in
        } catch (RunnerException e) {
            failed(fork, e);
        }
    }

    private synchronized void take(Fork fork, RunResult result) throws RunnerException {
        if (!closed) {
            recorded.add(fork, Measured.of(result, fork));
            jmhResults.add(result);
        }
    }

    /** A fork that fails after the campaign was closed is the one that close() ended. */
    private synchronized void failed(Fork fork, RunnerException e) throws JmhLockedException {
        if (e instanceof JmhLockedException locked && recorded.size() == 0) {
            throw locked;
        }
        if (!closed) {
            String reason = fork.arm() + ": " + e.getMessage();
            failures.add(new Problem(fork.arm().backend().toString(), reason, "see " + log));
        }
    }

    /** What is known so far. */
    public synchronized BenchResults results() {
        return BenchResults.of(plan, recorded, failures);
    }

    /** JMH's own results so far, as the JSON that JMH writes. */
    public synchronized byte[] jmhJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(jmhResults);
        return bytes.toByteArray();
    }

    /** Ends the fork in progress. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        runner.close(); // without the monitor: the fork's end may wait for it
    }
}
