package org.alloclab.bench.statistics;

import org.alloclab.bench.plan.Target;

/** What a ratio says about its target. */
public enum TargetVerdict {
    /** On the promised side of the target. */
    KEPT("kept"),
    /** On the other side. */
    MISSED("missed"),
    /** Too near to its target to tell: a second run may find it on the other side. */
    WITHIN_NOISE("within noise"),
    /** The ratio is unknown. */
    NOT_MEASURED("not measured");

    private final String text;

    TargetVerdict(String text) {
        this.text = text;
    }

    /**
     * The verdict on a measured ratio.
     *
     * @param interval in which it probably lies; if it holds the target, the verdict is noise
     * @param noise by how much equal things differ, as a share; if the ratio is as near to its
     *     target, the verdict is noise; NaN if unknown
     */
    static TargetVerdict on(double ratio, Interval interval, Target target, double noise) {
        double distance = Math.abs(ratio / target.target() - 1);
        if (interval.holds(target.target()) || distance < noise) {
            return WITHIN_NOISE;
        }
        return target.bound().holds(ratio, target.target()) ? KEPT : MISSED;
    }

    @Override
    public String toString() {
        return text;
    }
}
