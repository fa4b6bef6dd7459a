package org.alloclab.stress.faults;

import java.util.function.Supplier;

/** What is thrown at a step: by us, and by nobody else. */
enum InjectedError {
    /** By which a thread dies. */
    DEATH(() -> new Error(InjectedError.TEXT)),

    /** The Java heap is full. */
    NO_MEMORY(() -> new OutOfMemoryError(InjectedError.TEXT)),

    /** The stack is. */
    NO_STACK(() -> new StackOverflowError(InjectedError.TEXT));

    private static final String TEXT = "thrown by the sweep";

    private final Supplier<Error> maker;

    InjectedError(Supplier<Error> maker) {
        this.maker = maker;
    }

    void raise() {
        throw maker.get();
    }

    static boolean isOurs(Throwable thrown) {
        return TEXT.equals(thrown.getMessage());
    }
}
