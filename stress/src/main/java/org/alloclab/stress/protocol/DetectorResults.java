package org.alloclab.stress.protocol;

/** What a detector's run came to: its part of a JSON document. */
public interface DetectorResults {
    /** How many items were to be recorded. */
    int planned();

    /** How many were. */
    int recorded();

    /** Why not all were, in one line; null if all were. */
    String problem();

    /** Whether a promise was seen broken. */
    boolean violated();

    /** Whether something made no progress. */
    boolean hung();

    /** Whether the items that were recorded saw all that they had to see. */
    default boolean complete() {
        return true;
    }
}
