package org.alloclab.bench.plan;

/**
 * A backend that cannot be measured on this machine.
 *
 * @param backend which
 * @param reason what was looked for, and where
 * @param remedy how to get it
 */
public record Missing(BenchBackend backend, String reason, String remedy) {
    Problem problem() {
        return new Problem(backend.toString(), reason, remedy);
    }
}
