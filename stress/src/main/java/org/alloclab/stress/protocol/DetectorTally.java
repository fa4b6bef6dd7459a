package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.DetectorEvent.End;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.DetectorEvent.Recorded;
import org.alloclab.stress.protocol.DetectorEvent.Started;

/**
 * Adds up what a detector says. Any thread; subclasses are called under this object's monitor.
 *
 * @param <R> what a run comes to
 */
public abstract class DetectorTally<R extends DetectorResults> {
    private int planned;
    private int recorded;

    /** Takes note of an event. */
    public final synchronized void add(DetectorEvent event) {
        switch (event) {
            case Planned plan -> {
                planned = plan.items();
                plan(plan.details());
            }
            case Recorded item -> {
                recorded++;
                record(item);
            }
            case Started _, End _ -> {}
        }
    }

    /** Takes note of what else is said of the plan; null if nothing is. */
    void plan(Details details) {}

    /** Takes note of an item that came to its end. */
    abstract void record(Recorded item);

    /** Takes note of how the detector ended. */
    public void add(Ending ending) {}

    /** How many items are to be recorded. */
    public final synchronized int planned() {
        return planned;
    }

    /** How many items came to their end. */
    public final synchronized int recorded() {
        return recorded;
    }

    /**
     * The results so far.
     *
     * @param problem why they are not complete; null if they are
     */
    public final synchronized R results(String problem) {
        return results(planned, recorded, problem);
    }

    abstract R results(int plannedItems, int recordedItems, String problem);
}
