package org.alloclab.bench.measure;

import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.plan.Plan;
import org.alloclab.bench.plan.Problem;
import org.alloclab.bench.statistics.BenchResults;
import org.alloclab.bench.statistics.HostResponse;
import org.alloclab.bench.statistics.HostResponse.Failed;
import org.alloclab.bench.statistics.HostResponse.Measured;
import org.alloclab.bench.statistics.Recorded;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Carries out a plan, fork by fork. What fails is noted, and the next one is tried. One thread runs
 * it; any thread may ask for the results so far, and may end it.
 */
public final class Campaign implements AutoCloseable {
    /** For so long the plan's word counts as much as what is seen of its pace. */
    private static final double TRUSTED_SECONDS = 10;

    private static final int MOST_IN_VAIN = 3;
    private static final String JMH_IS_LOCKED = "Another JMH instance"; // as JMH says it

    private final Plan plan;
    private final HostProgram program;

    // Guarded by this.
    private final Recorded recorded = new Recorded();
    private final List<Problem> failures = new ArrayList<>();
    private BenchHost host; // null if none runs
    private boolean closed;

    /**
     * @param plan what to measure
     * @param program how to start the host
     */
    public Campaign(Plan plan, HostProgram program) {
        this.plan = plan;
        this.program = program;
    }

    /**
     * Measures all; returns early if it is closed meanwhile.
     *
     * @param listener hears what is measured next, and how long all that is left takes, roughly
     * @throws AnotherJmhException if JMH refuses to run beside another one
     * @throws IOException if the host cannot be started, or ends again and again before its first
     *     answer
     */
    public void run(BiConsumer<String, Duration> listener) throws AnotherJmhException, IOException {
        long start = System.nanoTime();
        double left = plan.seconds();
        double done = 0;
        for (Fork fork : plan.forks()) {
            double elapsed = (System.nanoTime() - start) / 1e9;
            double slowness = (TRUSTED_SECONDS + elapsed) / (TRUSTED_SECONDS + done);
            listener.accept(fork.toString(), Duration.ofMillis((long) (left * slowness * 1e3)));
            BenchHost asked = hostOrNull();
            if (asked == null) {
                return;
            }
            take(fork, answer(asked, fork));
            done += fork.seconds();
            left -= fork.seconds();
        }
    }

    private HostResponse answer(BenchHost asked, Fork fork) throws IOException {
        try {
            return asked.ask(fork);
        } catch (HostEndedException e) {
            return hostEnded(e);
        }
    }

    private synchronized HostResponse hostEnded(HostEndedException e) throws HostEndedException {
        if (!closed && recorded.size() == 0 && failures.size() + 1 == MOST_IN_VAIN) {
            throw e;
        }
        host.close();
        host = null;
        return new Failed(e.getMessage());
    }

    private synchronized BenchHost hostOrNull() throws IOException {
        if (closed) {
            return null;
        }
        if (host == null) {
            host = program.start();
        }
        return host;
    }

    private synchronized void take(Fork fork, HostResponse answer) throws AnotherJmhException {
        if (closed) {
            return; // and so was the host
        }
        switch (answer) {
            case Measured measured -> recorded.add(fork, measured);
            case Failed failed
                    when failed.reason().contains(JMH_IS_LOCKED) && recorded.size() == 0 ->
                    throw new AnotherJmhException();
            case Failed failed -> failures.add(problem(fork, failed));
        }
    }

    private Problem problem(Fork fork, Failed failed) {
        return new Problem(
                fork.arm().backend().toString(),
                fork.arm() + ": " + failed.reason(),
                "see " + program.log());
    }

    /** Forks that failed. */
    public synchronized List<Problem> failures() {
        return List.copyOf(failures);
    }

    /** What is known so far. */
    public synchronized BenchResults results() {
        return BenchResults.of(plan, recorded, failures);
    }

    /** What JMH said of each fork so far, in its own form. */
    public synchronized List<JsonNode> jmh() {
        return recorded.jmh();
    }

    /** Ends the host, whatever it does. */
    @Override
    public synchronized void close() {
        closed = true;
        if (host != null) {
            host.close();
        }
        program.tidyUp();
    }
}
