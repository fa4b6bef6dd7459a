package org.alloclab.bench.measure;

import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.statistics.HostResponse;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JVM in which JMH runs. A line with JMH's arguments goes in, a line of JSON comes out, for one
 * fork after the other. One thread asks; any thread may close.
 */
final class BenchHost implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_SECONDS = 5;

    private final Process process;
    private final String peerLibraries;
    private final Writer requests;
    private final BufferedReader answers;

    /**
     * @param process that listens and answers
     * @param peerLibraries where libraries of peers are, as the benchmarks take it
     */
    BenchHost(Process process, String peerLibraries) {
        this.process = process;
        this.peerLibraries = peerLibraries;
        requests = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Has a fork run.
     *
     * @throws HostEndedException if no answer comes, or one that is none
     */
    HostResponse ask(Fork fork) throws IOException {
        String line;
        try {
            requests.write(fork.request(peerLibraries) + "\n");
            requests.flush();
            line = answers.readLine();
        } catch (IOException e) {
            line = null; // it does not listen any more
        }
        if (line == null) {
            throw new HostEndedException(ending());
        }
        try {
            return HostResponse.of(JSON.readTree(line), fork)
                    .orElseThrow(() -> new HostEndedException("an answer that makes no sense"));
        } catch (JacksonException e) {
            throw new HostEndedException("an answer that is no JSON");
        }
    }

    private String ending() {
        return hasEnded()
                ? "JMH's JVM ended with exit code " + process.exitValue()
                : "JMH's JVM says no more";
    }

    private boolean hasEnded() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the host and all that it started; a host that does not want to, after a while. */
    @Override
    public void close() {
        List<ProcessHandle> forks = process.descendants().toList();
        process.destroy();
        forks.forEach(ProcessHandle::destroyForcibly);
        if (!hasEnded()) {
            process.destroyForcibly();
        }
    }
}
