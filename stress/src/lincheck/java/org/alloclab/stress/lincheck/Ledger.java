package org.alloclab.stress.lincheck;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who holds what, as the steps of a scenario note it: two holders of one thing are a failure.
 *
 * <p>The model checker does not switch threads in here, so nothing is guarded; a step notes that it
 * has a thing after it got it, and that it has it no more before it gives it away.
 */
public final class Ledger {
    private final Set<Object> held = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** Creates an empty ledger. */
    public Ledger() {}

    /** Notes that a thing has a holder. */
    public void take(Object thing) {
        if (!held.add(thing)) {
            throw new AssertionError(thing + " has two holders");
        }
    }

    /** Notes that a thing has no holder any more; whether it had one. */
    public boolean give(Object thing) {
        return held.remove(thing);
    }

    /** Whether a thing has a holder. */
    public boolean isHeld(Object thing) {
        return held.contains(thing);
    }

    /** The things that have holders. */
    public Set<Object> held() {
        return Set.copyOf(held);
    }

    /** How many things have holders. */
    public int size() {
        return held.size();
    }

    /** Adds one to a count. */
    public void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** A count, 0 at first. */
    public int counted(String what) {
        return counts.getOrDefault(what, 0);
    }

    /**
     * Does something that no other thread can disturb, before the threads start or after they end:
     * the model checker does not look, which saves most of its time.
     */
    static void alone(Runnable action) {
        action.run();
    }

    /** Fails unless a thing is so. */
    public static void check(boolean so, String what) {
        if (!so) {
            throw new AssertionError(what);
        }
    }
}
