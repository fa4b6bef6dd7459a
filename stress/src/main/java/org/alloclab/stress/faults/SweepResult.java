package org.alloclab.stress.faults;

import org.alloclab.stress.protocol.SweepResults;
import org.alloclab.stress.protocol.SweepResults.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The outcome of a sweep, point by point. For one thread. */
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

    /** A point at which all promises were kept and no thread had to wait. */
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

    private void broke(String how) {
        points++;
        breaks++;
        if (broken.size() < MOST) {
            broken.add(how);
        }
    }

    /** A point at which threads are left that never end. */
    void hung(String how) {
        broke(how);
        hung = true;
    }

    /** A point that was planned, and not reached. */
    void missed(String step) {
        points++;
        missed.add(step);
    }

    /** Blocks and arenas without a holder that were not given back. */
    void leaked(int count) {
        leaks += count;
    }

    /** Pools that were found damaged and put out of use. */
    void damaged(int count) {
        damaged += count;
    }

    /** A step that the victim reaches. */
    void reached(String step) {
        reached.add(step);
    }

    /** The result as it is reported: the figures over all points. */
    SweepResults.SweepResult of(Sweep sweep, double seconds) {
        return new SweepResults.SweepResult(
                sweep.fault().toString(),
                sweep.provider().name(),
                sweep.workload().toString(),
                verdict(),
                points,
                survived,
                stops,
                leaks,
                damaged,
                List.copyOf(stopping),
                List.copyOf(missed),
                broken(),
                seconds);
    }

    private Verdict verdict() {
        if (hung) {
            return Verdict.HUNG;
        }
        if (breaks > 0) {
            return Verdict.BROKEN;
        }
        return missed.isEmpty() ? Verdict.KEPT : Verdict.MISSED;
    }

    /** The steps that the victim reaches. */
    public List<String> reached() {
        return List.copyOf(reached);
    }

    /** How promises were broken, at the first points at which they were. */
    public List<String> broken() {
        return List.copyOf(broken);
    }

    /** At how many points of how many a promise is broken, and how at the first; in a line. */
    public String summary() {
        return "broken at %d of %d points: %s".formatted(breaks, points, broken.getFirst());
    }

    /** Whether threads were left behind. */
    public boolean hasHung() {
        return hung;
    }
}
