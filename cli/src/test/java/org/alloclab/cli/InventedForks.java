package org.alloclab.cli;

import org.alloclab.bench.PeakMemory;
import org.alloclab.bench.measure.ForkRunner;
import org.alloclab.bench.measure.InventedRun;
import org.alloclab.bench.plan.Fork;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.cli.terminal.Streams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Stands in for JMH: forks end at once, with invented times. A {@link FakeHome} says which of them
 * fail.
 */
final class InventedForks implements ForkRunner {
    private static final Map<String, Double> NANOS =
            Map.of(
                    "lockfree", 4.0,
                    "mimalloc", 9.0,
                    "tcmalloc", 7.0,
                    "jemalloc", 8.0,
                    "glibc", 17.0,
                    "gil", 30.0,
                    "gil-held", 9.5,
                    "pymalloc", 10.0,
                    "locked-lockfree", 25.0,
                    "netty-adaptive", 90.0);

    private final FakeHome home = new FakeHome(ProjectLayout.find().folder());

    private InventedForks() {}

    static InventedForks open(Path log, List<Path> classPath) throws IOException {
        Files.writeString(log, "invented " + classPath);
        return new InventedForks();
    }

    /** The program, on these. */
    public static void main(String[] args) {
        System.exit(Main.run(args, Streams.ofProcess(), InventedForks::open));
    }

    @Override
    public RunResult run(Fork fork) throws RunnerException {
        try {
            home.addFork(fork.toString());
            if (home.behaviour(fork.toString()).equals("fail")) {
                throw new RunnerException("Forked VM failed with exit code 134: SIGSEGV");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return measured(fork);
    }

    private static RunResult measured(Fork fork) {
        String backend = fork.arm().backend().toString();
        int threads = fork.arm().threads();
        Random random = new Random(fork.toString().hashCode());
        double nanos = NANOS.getOrDefault(backend, 50.0);
        double slowness = threads > 1 && backend.equals("gil") ? 9 : 1;
        InventedRun run = new InventedRun(fork);
        for (int i = 0; i < fork.pace().iterations(); i++) {
            run.timed(slowness * nanos * (1 + 0.02 * random.nextGaussian())).allocated(0.0005);
        }
        if (fork.benchmark().contains("Blowup")) {
            run.with(PeakMemory.KEPT_MAPPED, 20 << 20).with(PeakMemory.KEPT_RESIDENT, 30 << 20);
            run.with(PeakMemory.TRIMMED_MAPPED, 10 << 20);
            run.with(PeakMemory.TRIMMED_RESIDENT, 15 << 20);
        }
        return run.mapped(backend.equals("gil") ? 10_000_000 : 10_500_000).result();
    }

    @Override
    public void close() {}
}
