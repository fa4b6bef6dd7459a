package org.alloclab.bench.measure;

/** Another JMH runs on this machine: two at once would spoil each other's figures. */
public final class AnotherJmhException extends Exception {
    private static final long serialVersionUID = 1;

    AnotherJmhException() {
        super("another JMH runs on this machine (expected: one at a time)");
    }
}
