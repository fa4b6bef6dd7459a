package org.alloclab.stress.detector;

import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorEvent;

import java.io.PrintStream;

/** Writes the events of a detector, and counts them. Any thread. */
public final class DetectorOutput {
    private final PrintStream out;
    private int recorded;
    private int found;

    DetectorOutput(PrintStream out) {
        this.out = out;
    }

    /**
     * Says how many items there will be.
     *
     * @param details of the plan; null if there are none
     */
    public void planned(int items, Details details) {
        write(new DetectorEvent.Planned(items, details));
    }

    /** Says that an item was begun. */
    public void started(String name) {
        write(new DetectorEvent.Started(name));
    }

    /**
     * Says that an item came to its end and nothing was found.
     *
     * @param details what was measured; null if nothing was
     */
    public synchronized void done(String name, Details details) {
        recorded++;
        write(new DetectorEvent.Done(name, details));
    }

    /**
     * Says that something is wrong.
     *
     * @param summary what is wrong, in one line
     * @param evidence for a reader: a table of outcomes, an interleaving, a stack trace
     * @param details what was measured; null if nothing was
     */
    public synchronized void found(String name, String summary, String evidence, Details details) {
        recorded++;
        found++;
        write(new DetectorEvent.Found(name, summary, evidence, details));
    }

    /** How often something was found. */
    public synchronized int found() {
        return found;
    }

    synchronized void end() {
        write(new DetectorEvent.End(recorded));
    }

    private synchronized void write(DetectorEvent event) {
        out.println(event.line());
        out.flush();
    }
}
