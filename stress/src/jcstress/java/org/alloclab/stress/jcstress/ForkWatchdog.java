package org.alloclab.stress.jcstress;

import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ends forks that take several times as long as they were given: first they are asked what their
 * threads do, which they say on their standard output, so that it stands in their results.
 */
final class ForkWatchdog implements AutoCloseable {
    private static final long SPARE_MILLIS = 10_000;
    private static final long TIMES = 5;
    private static final long LOOK_MILLIS = 200;
    private static final long ANSWER_MILLIS = 1_500;

    /** What JCStress says of a process that was killed. */
    private static final String KILLED = "error code 137";

    private final Duration limit;
    private final Map<Long, Long> seen = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::watch);
    private volatile boolean anyEnded;

    /**
     * @param millis what the forks are given
     */
    ForkWatchdog(long millis) {
        limit = Duration.ofMillis(SPARE_MILLIS + TIMES * millis);
        // A child that exists already is no fork of this run.
        ProcessHandle.current().children().forEach(child -> seen.put(child.pid(), Long.MAX_VALUE));
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                long now = System.nanoTime();
                for (ProcessHandle fork : ProcessHandle.current().children().toList()) {
                    long since = seen.computeIfAbsent(fork.pid(), _ -> now);
                    if (since != Long.MAX_VALUE && now - since > limit.toNanos()) {
                        end(fork);
                    }
                }
            }
        } catch (InterruptedException e) {
            // All forks came to their ends.
        }
    }

    private void end(ProcessHandle fork) throws InterruptedException {
        anyEnded = true;
        seen.put(fork.pid(), Long.MAX_VALUE);
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + fork.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            TimeUnit.MILLISECONDS.sleep(ANSWER_MILLIS);
        } catch (IOException e) {
            // Then it is ended without being asked.
        } finally {
            fork.destroyForcibly();
        }
    }

    /** Whether this is what came of a fork that was ended. */
    boolean ended(TestResult result) {
        return result.status() == Status.TIMEOUT_ERROR
                || anyEnded
                        && result.status() == Status.VM_ERROR
                        && result.getMessages().stream().anyMatch(line -> line.contains(KILLED));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
