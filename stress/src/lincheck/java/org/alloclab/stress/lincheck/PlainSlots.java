package org.alloclab.stress.lincheck;

/**
 * What a heap looks like to its users: slots, each with a value or empty. The plain model of {@link
 * SlotsOnHeap}, for one thread.
 */
public final class PlainSlots extends ScenarioSteps {
    static final int COUNT = 16;

    private final int[] values = new int[COUNT];

    /** Creates empty slots. */
    public PlainSlots() {}

    /** Fills the first slots; the value is the number of the slot plus 1. */
    public void fill(int slots) {
        for (int slot = 0; slot < slots; slot++) {
            values[slot] = slot + 1;
        }
    }

    /** Does the same. */
    public void fillAndDie(int slots) {
        fill(slots);
    }

    /** Puts a value into a slot; false if there is one. */
    public boolean put(int slot, int value) {
        if (values[slot] != 0) {
            return false;
        }
        values[slot] = value;
        return true;
    }

    /** Empties a slot; what was in it, or 0. */
    public int take(int slot) {
        int value = values[slot];
        values[slot] = 0;
        return value;
    }

    /** Does the same, by way of another place. */
    public int move(int slot) {
        return take(slot);
    }

    /** Changes nothing. */
    public void trim() {}

    /** Finds nothing wrong. */
    @Override
    protected void checkAtRest() {}
}
