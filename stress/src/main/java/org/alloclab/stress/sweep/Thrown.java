package org.alloclab.stress.sweep;

import java.util.function.Supplier;

/** What is thrown at a step: by us, and by nobody else. */
enum Thrown {
    /** By which a thread dies. */
    DEATH(() -> new Error(Thrown.TEXT)),

    /** The Java heap is full. */
    NO_MEMORY(() -> new OutOfMemoryError(Thrown.TEXT)),

    /** The stack is. */
    NO_STACK(() -> new StackOverflowError(Thrown.TEXT));

    private static final String TEXT = "thrown by the sweep";

    private final Supplier<Error> maker;

    Thrown(Supplier<Error> maker) {
        this.maker = maker;
    }

    void raise() {
        throw maker.get();
    }

    static boolean isOurs(Throwable thrown) {
        return TEXT.equals(thrown.getMessage());
    }
}
