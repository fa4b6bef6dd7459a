package org.alloclab.stress.jcstress;

import java.time.Duration;

/**
 * How long each fork is given, so that all are done when the budget is used up. What a fork costs
 * beside that is learned on the way.
 */
final class TimeBudget {
    private static final long SHORT_MILLIS = 300;

    /** The starter must hear an event now and then. */
    private static final long MOST_MILLIS = 10_000;

    private final ForkPlan plan;
    private final boolean hurried;
    private final long end;
    private int batch;
    private double overhead = ForkPlan.FORK_MILLIS;

    /**
     * @param hurried whether the first finding is enough: then each test gets a short look first
     */
    TimeBudget(ForkPlan plan, Duration budget, boolean hurried) {
        this.plan = plan;
        this.hurried = hurried;
        end = System.nanoTime() + budget.minusMillis(ForkPlan.FRAME_MILLIS).toNanos();
    }

    /** What the forks of the next batch are given. */
    long nextMillis() {
        double left = (end - System.nanoTime()) / 1e6 / (plan.batches().size() - batch);
        long millis = Math.clamp((long) (left - overhead), ForkPlan.LEAST_MILLIS, MOST_MILLIS);
        return hurried && batch < plan.firstRound() ? Math.min(SHORT_MILLIS, millis) : millis;
    }

    /** A batch came to its end. */
    void done(long givenMillis, long tookMillis) {
        batch++;
        overhead += (Math.max(0, tookMillis - givenMillis) - overhead) / Math.min(batch, 10);
    }
}
