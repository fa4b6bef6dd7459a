package org.alloclab.stress.injection;

import java.util.function.BooleanSupplier;

/**
 * What happens when a thread reaches a step. The calls are inserted into the allocators' classes
 * when they are loaded, by {@link SteppedClasses}; the shipped ones have none. Any thread.
 */
public final class Steps {
    /** Goes on. */
    public static final Action NOTHING = _ -> {};

    /** More bytes than any C library has. */
    private static final long TOO_MANY = 1L << 62;

    private static volatile Action action = NOTHING;
    private static volatile BooleanSupplier refusal = () -> false;

    private Steps() {}

    /** What a thread does at a step. */
    public interface Action {
        /**
         * @param step which, as {@link StepTable} has them
         */
        void at(int step);
    }

    /** From now on every thread does this at each step. */
    public static void watch(Action newAction) {
        action = newAction;
    }

    /** From now on the C library has no memory whenever this says so. */
    public static void refuse(BooleanSupplier newRefusal) {
        refusal = newRefusal;
    }

    /** Called by a thread that has reached a step. */
    public static void at(int step) {
        action.at(step);
    }

    /** The bytes to ask the C library for, of a thread that is about to ask. */
    public static long request(long bytes) {
        return refusal.getAsBoolean() ? TOO_MANY : bytes;
    }
}
