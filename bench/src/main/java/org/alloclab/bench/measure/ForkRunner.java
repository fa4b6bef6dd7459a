package org.alloclab.bench.measure;

import org.alloclab.bench.plan.Fork;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs forks, one after the other. One thread runs them; any thread may close. */
public interface ForkRunner extends AutoCloseable {
    /** How a campaign gets its runner. */
    interface Factory {
        /**
         * Makes a runner.
         *
         * @param log the file that JMH's output is appended to; its folder exists
         * @param classPath jars and folders of classes in which forks find more allocators
         * @throws IOException if the log cannot be written
         */
        ForkRunner open(Path log, List<Path> classPath) throws IOException;
    }

    /**
     * Runs a fork to its end.
     *
     * @throws JmhLockedException if another JMH runs on this machine
     * @throws RunnerException if the fork failed; the message says why, on one line
     */
    RunResult run(Fork fork) throws RunnerException;

    /** Ends the fork in progress, and runs no more. */
    @Override
    void close();
}
