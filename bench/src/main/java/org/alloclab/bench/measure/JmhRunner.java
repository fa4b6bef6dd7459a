package org.alloclab.bench.measure;

import org.alloclab.bench.MeasuredAllocator;
import org.alloclab.bench.PeakMemory;
import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.plan.MeasurementSettings;
import org.alloclab.peers.PeerLibraries;
import org.alloclab.provider.AllocatorUnavailableException;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Runs forks by JMH's own {@link Runner}, in this JVM: a run for each fork, so that the plan, and
 * not JMH, decides their order. JMH's output goes to the log. While a fork runs, it is the only
 * child process of this JVM.
 */
public final class JmhRunner implements ForkRunner {
    private static final String LOCKED = "Another JMH instance"; // JMH's own words
    private static final long LONGEST_END_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JmhLog log;
    private final List<Path> classPath;
    private final Path archive;

    // Volatile: written by the thread that runs forks and by the one that closes, each read by the
    // other.
    private volatile boolean isRunning;
    private volatile boolean isClosed;

    private JmhRunner(JmhLog log, List<Path> classPath) {
        this.log = log;
        this.classPath = List.copyOf(classPath);
        archive = log.file().toAbsolutePath().resolveSibling("forks.jsa");
    }

    /** A runner as {@link ForkRunner.Factory} says. */
    public static JmhRunner open(Path log, List<Path> classPath) throws IOException {
        JmhLog opened = new JmhLog(log);
        opened.appender().close();
        return new JmhRunner(opened, classPath);
    }

    @Override
    public RunResult run(Fork fork) throws RunnerException {
        long start = log.length();
        isRunning = true;
        try (var output = log.appender()) {
            if (isClosed) {
                throw new RunnerException("ended");
            }
            return new Runner(
                            options(fork),
                            OutputFormatFactory.createFormatInstance(output, VerboseMode.NORMAL))
                    .runSingle();
        } catch (RunnerException e) {
            throw Objects.toString(e.getMessage()).contains(LOCKED)
                    ? new JmhLockedException(e)
                    : failed(e, start);
        } catch (IOException | RuntimeException e) {
            throw failed(e, start);
        } finally {
            isRunning = false;
        }
    }

    private Options options(Fork fork) {
        Arm arm = fork.arm();
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(fork.benchmark())
                        .threads(arm.threads())
                        .forks(1)
                        .jvmArgsAppend(jvmArguments())
                        .addProfiler(UninterruptedFork.class)
                        .addProfiler(PeakMemory.class)
                        .shouldFailOnError(true);
        arm.params().forEach((name, value) -> options.param(name, value));
        if (fork.kind() != Fork.Kind.FOOTPRINT) {
            MeasurementSettings pace = fork.pace();
            options.addProfiler(GCProfiler.class)
                    .warmupIterations(pace.warmUps())
                    .warmupTime(TimeValue.milliseconds(pace.millis()))
                    .measurementIterations(pace.iterations())
                    .measurementTime(TimeValue.milliseconds(pace.millis()));
        }
        return options.build();
    }

    /** What a crash leaves behind is found beside the log. */
    private String[] jvmArguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("-XX:ErrorFile=" + archive.resolveSibling("hs_err_pid%p.log"));
        if (hasNoFolder(System.getProperty("java.class.path"))) {
            // The first fork leaves the classes it has loaded to the others, which then start
            // faster. The JVM warns that its own archive was made without native access.
            arguments.add("-XX:+AutoCreateSharedArchive");
            arguments.add("-XX:SharedArchiveFile=" + archive);
            arguments.add("-Xlog:cds=off");
        }
        if (!classPath.isEmpty()) {
            arguments.add(property(MeasuredAllocator.CLASS_PATH, joined(classPath)));
        }
        PeerLibraries.given().forEach((name, file) -> arguments.add(property(name, file)));
        return arguments.toArray(String[]::new);
    }

    private static String property(String name, Object value) {
        return "-D" + name + "=" + value;
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The JVM archives classes from jars alone. */
    private static boolean hasNoFolder(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .noneMatch(part -> Files.isDirectory(Path.of(part)));
    }

    private RunnerException failed(Exception e, long start) {
        String lastWords = log.lastWords(start);
        return new RunnerException(
                lastWords.isEmpty() ? reason(e) : reason(e) + ": " + lastWords, e);
    }

    /** JMH wraps the exceptions of the benchmark's threads, and hides them as suppressed. */
    private static String reason(Throwable e) {
        if (e instanceof BenchmarkException && e.getSuppressed().length > 0) {
            List<Throwable> threads = List.of(e.getSuppressed());
            return reason(
                    threads.stream()
                            .filter(thread -> !isThrownByJmh(thread))
                            .findFirst()
                            .orElse(threads.getFirst()));
        }
        if (e.getCause() != null) {
            return reason(e.getCause());
        }
        return switch (e) {
            case IllegalArgumentException _,
                    IllegalStateException _,
                    AllocatorUnavailableException _,
                    RunnerException _ ->
                    e.getMessage();
            default -> e.toString();
        };
    }

    /** As it does in threads that go on after another one has failed. */
    private static boolean isThrownByJmh(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("org.openjdk.jmh.");
    }

    /** Ends the fork; JMH has no call for that, but gives up a fork whose process has ended. */
    @Override
    public void close() {
        isClosed = true;
        long start = System.nanoTime();
        while (isRunning && System.nanoTime() - start < LONGEST_END_NANOS) {
            // Again and again: the fork may be about to start.
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            // It stays, and does no harm: the next run writes its own.
        }
    }
}
