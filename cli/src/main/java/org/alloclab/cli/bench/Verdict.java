package org.alloclab.cli.bench;

/** What a ratio says about its target. */
enum Verdict {
    KEPT("kept"),
    MISSED("missed"),
    /** The same thing measured twice differs by more than the ratio does from its target. */
    WITHIN_NOISE("within noise"),
    NOT_MEASURED("not measured");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /**
     * The verdict on a measured ratio.
     *
     * @param interval in which it probably lies
     * @param noise by how much equal things seem to differ, as a share; NaN if unknown
     */
    static Verdict on(double ratio, Interval interval, Target target, double noise) {
        double distance = Math.abs(ratio / target.target() - 1);
        if (interval.holds(target.target()) && !(noise <= distance)) {
            return WITHIN_NOISE;
        }
        return target.bound().holds(ratio, target.target()) ? KEPT : MISSED;
    }

    @Override
    public String toString() {
        return text;
    }
}
