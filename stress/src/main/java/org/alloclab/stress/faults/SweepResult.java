package org.alloclab.stress.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a sweep came to, point by point. For one thread. */
public final class SweepResult {
    private static final int MOST = 20;

    private final List<String> broken = new ArrayList<>();
    private final TreeSet<String> stopping = new TreeSet<>();
    private final TreeSet<String> missed = new TreeSet<>();
    private final TreeSet<String> reached = new TreeSet<>();
    private int points;
    private int survived;
    private int stops;
    private int leaks;
    private int breaks;
    private int damaged;
    private boolean hung;

    SweepResult() {}

    /** A point at which all was as promised. */
    void survived() {
        points++;
        survived++;
    }

    /** A point at which the other threads had to wait, as is promised of it. */
    void stopped(String step) {
        points++;
        stops++;
        stopping.add(step);
    }

    /** A point at which a promise is broken. */
    void broke(String where, Throwable error) {
        broke(where + ": " + error.toString().lines().findFirst().orElse(""));
    }

    void broke(String how) {
        points++;
        breaks++;
        if (broken.size() < MOST) {
            broken.add(how);
        }
    }

    /** As broke, of threads that still do not come to an end. */
    void hung(String how) {
        broke(how);
        hung = true;
    }

    /** A point that was planned, and not reached. */
    void missed(String step) {
        points++;
        missed.add(step);
    }

    /** Blocks and arenas that nobody holds, and that did not go back. */
    void leaked(int count) {
        leaks += count;
    }

    /** A pool that was found damaged and put out of use. */
    void damaged(int count) {
        damaged += count;
    }

    /** A step that the workload comes to. */
    void reached(String step) {
        reached.add(step);
    }

    /** How many points there were. */
    public int points() {
        return points;
    }

    /** At how many of them nobody noticed. */
    public int survivedPoints() {
        return survived;
    }

    /** Blocks and arenas that nobody holds, and that did not go back, over all points. */
    public int leaks() {
        return leaks;
    }

    /** Pools that were found damaged and put out of use, over all points. */
    public int damaged() {
        return damaged;
    }

    /** The steps that the workload comes to. */
    public List<String> reached() {
        return List.copyOf(reached);
    }

    /** At how many points a promise is broken. */
    public int breaks() {
        return breaks;
    }

    /** How, at the first of them. */
    public List<String> broken() {
        return List.copyOf(broken);
    }

    /** At how many points the others had to wait, as is promised. */
    public int stops() {
        return stops;
    }

    /** The steps at which the others had to wait. */
    public List<String> stopping() {
        return List.copyOf(stopping);
    }

    /** The steps that were planned and not reached. */
    public List<String> missed() {
        return List.copyOf(missed);
    }

    /** Whether threads were left behind. */
    public boolean hasHung() {
        return hung;
    }
}
