package org.alloclab.stress.lincheck;

import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.util.ExceptionResult;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/**
 * Counts the interleavings of the scenario that is being run, and ends it when its time is up:
 * Lincheck knows numbers of interleavings only, but asks a verifier of its own choice after each.
 *
 * <p>One thread at a time.
 */
final class InterleavingCounter {
    private static long done;
    private static long nanos;
    private static long end;

    private InterleavingCounter() {}

    /** Thrown through Lincheck when no time is left. */
    static final class TimeUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        TimeUp() {
            super("time is up", null, false, false);
        }
    }

    /**
     * The time begins with the first interleaving: Lincheck may have to instrument classes first.
     */
    static void start(long nanosFromFirst) {
        done = 0;
        nanos = nanosFromFirst;
    }

    static long done() {
        return done;
    }

    private static void one() {
        if (done++ == 0) {
            end = System.nanoTime() + nanos;
        }
        if (System.nanoTime() - end >= 0) {
            throw new TimeUp();
        }
    }

    /** Accepts results that are those of a plain model in some order of the steps. */
    public static final class Linearizable implements Verifier {
        private final Verifier verifier;

        /** Called by Lincheck. */
        public Linearizable(Class<?> plain) {
            verifier = new LinearizabilityVerifier(plain);
        }

        @Override
        public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
            boolean right = verifier.verifyResults(scenario, results);
            if (right) {
                one();
            }
            return right;
        }
    }

    /** Accepts whatever steps return, but not that they throw. */
    public static final class NoException implements Verifier {
        /** Called by Lincheck. */
        public NoException(Class<?> ignored) {}

        @Override
        public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
            boolean right =
                    results.getThreadsResultsWithClock().stream()
                            .flatMap(each -> each.stream())
                            .noneMatch(each -> each.getResult() instanceof ExceptionResult);
            if (right) {
                one();
            }
            return right;
        }
    }
}
