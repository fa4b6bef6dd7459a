package org.alloclab.replay;

import org.alloclab.HeapLayout;

/**
 * How a placement trace compares.
 *
 * @param file the file, as it was named
 * @param layout the layout its header asks for
 * @param operations allocations, frees and reallocations carried out
 * @param differences lines of the file that came out otherwise, and events it does not have
 * @param first the first of them: line, expected, actual, and the lines around it; empty if none
 */
public record GoldenResult(
        String file, HeapLayout layout, long operations, long differences, String first) {
    /** Whether everything was as in the file. */
    public boolean isEqual() {
        return differences == 0;
    }
}
