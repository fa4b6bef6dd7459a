package org.alloclab.bench.measure;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * A JMH profiler that measures nothing: it starts the fork's JVM with Ctrl-C and hang-up ignored. A
 * terminal sends them to every process; a fork that ended by itself would look like a crash. The
 * {@link ForkRunner} ends it instead.
 */
public final class UninterruptedFork implements ExternalProfiler {
    private static final Path SHELL = Path.of("/bin/sh");

    /** For JMH. */
    public UninterruptedFork() {}

    @Override
    public String getDescription() {
        return "Starts forks that ignore Ctrl-C";
    }

    /** The JVM installs no handler for a signal that is ignored when it starts. */
    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
        return Files.isExecutable(SHELL)
                ? List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "sh")
                : List.of();
    }

    @Override
    public Collection<String> addJVMOptions(BenchmarkParams params) {
        return List.of();
    }

    @Override
    public void beforeTrial(BenchmarkParams params) {}

    @Override
    public Collection<? extends Result<?>> afterTrial(
            BenchmarkResult result, long pid, File stdOut, File stdErr) {
        return List.of();
    }

    @Override
    public boolean allowPrintOut() {
        return true;
    }

    @Override
    public boolean allowPrintErr() {
        return true;
    }
}
