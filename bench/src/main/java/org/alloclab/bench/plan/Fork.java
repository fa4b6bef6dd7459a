package org.alloclab.bench.plan;

/**
 * One JVM and what it measures.
 *
 * @param arm what
 * @param kind its purpose
 * @param round which, from 0
 * @param pace for how long
 */
public record Fork(Arm arm, Kind kind, int round, MeasurementSettings pace) {
    /** The purpose of a fork. */
    public enum Kind {
        /** For the arm's score. */
        TIMED,
        /** The same a second time: an A/A pair, which shows the noise. */
        TIMED_AGAIN,
        /** For the memory it takes, and no score. */
        FOOTPRINT
    }

    Fork in(int otherRound) {
        return new Fork(arm, kind, otherRound, pace);
    }

    /** The same with other iterations, if it has any. */
    Fork lasting(int millis) {
        return kind == Kind.FOOTPRINT ? this : new Fork(arm, kind, round, pace.withMillis(millis));
    }

    /** What it takes, roughly. */
    public double seconds() {
        return pace.forkSeconds() + arm.scenario().workload().preparationSeconds();
    }

    /** For people. */
    @Override
    public String toString() {
        return arm.toString();
    }

    /** The pattern of JMH for the method that it runs. */
    public String benchmark() {
        Workload workload = arm.scenario().workload();
        return kind == Kind.FOOTPRINT ? workload.footprint().orElseThrow() : workload.timed();
    }
}
