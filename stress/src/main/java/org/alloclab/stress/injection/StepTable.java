package org.alloclab.stress.injection;

import java.util.ArrayList;
import java.util.List;

/** All steps of the classes that were loaded with some. Any thread. */
public final class StepTable {
    private static final List<Step> STEPS = new ArrayList<>();

    private StepTable() {}

    static synchronized int add(
            String room,
            String method,
            int number,
            Step.Kind kind,
            String what,
            String file,
            int line) {
        STEPS.add(new Step(STEPS.size(), room, method, number, kind, what, file, line));
        return STEPS.size() - 1;
    }

    /** A step by its id. */
    public static synchronized Step get(int id) {
        return STEPS.get(id);
    }

    /** All of them, in the order in which they were put in. */
    public static synchronized List<Step> all() {
        return List.copyOf(STEPS);
    }
}
