package org.alloclab.bench.measure;

import org.openjdk.jmh.runner.RunnerException;

/** Another JMH runs on this machine: two at once would disturb each other's figures. */
public final class JmhLockedException extends RunnerException {
    private static final long serialVersionUID = 1;

    /** With JMH's own message as its cause. */
    JmhLockedException(RunnerException cause) {
        super("another JMH runs on this machine (expected: one at a time)", cause);
    }
}
