package org.alloclab.stress.faults;

import org.alloclab.stress.injection.Steps;

import java.util.concurrent.CompletableFuture;

/** The thread that runs a workload, watched as soon as it has made its preparations. */
final class VictimThread {
    private final SweepFixture stage;
    private final SweepWorkload workload;
    private final Steps.Action action;
    private final Runnable afterwards;
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
    private final Thread thread;

    private VictimThread(
            SweepFixture stage,
            SweepWorkload workload,
            Steps.Action action,
            Runnable afterwards,
            Thread.Builder builder) {
        this.stage = stage;
        this.workload = workload;
        this.action = action;
        this.afterwards = afterwards;
        thread = builder.name("victim").unstarted(this::act);
    }

    /** Starts one that ends by whatever is thrown. */
    static VictimThread start(SweepFixture stage, SweepWorkload workload, Steps.Action action) {
        return start(stage, workload, action, () -> {}, workload.isVirtual());
    }

    /**
     * Starts one.
     *
     * @param action what happens at each step of this thread while it is watched
     * @param afterwards what it does then, whatever was thrown
     */
    static VictimThread start(
            SweepFixture stage,
            SweepWorkload workload,
            Steps.Action action,
            Runnable afterwards,
            boolean virtual) {
        Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        VictimThread victim = new VictimThread(stage, workload, action, afterwards, builder);
        victim.thread.start();
        return victim;
    }

    /** Runs all of it unwatched; what was thrown, or null. */
    static Throwable run(SweepFixture stage, SweepWorkload workload) throws InterruptedException {
        return start(stage, workload, Steps.NOTHING).end();
    }

    private void act() {
        Throwable thrown = null;
        try {
            prepareAndAct();
        } catch (Throwable e) {
            thrown = e;
        }
        try {
            afterwards.run();
        } catch (Throwable e) {
            thrown = thrown == null || ThrowSweep.isInjected(thrown) ? e : thrown;
        }
        ended.complete(thrown);
    }

    private void prepareAndAct() {
        Runnable watched = workload.prepare(stage);
        Thread me = Thread.currentThread();
        Steps.watch(step -> {
            if (Thread.currentThread() == me) {
                action.at(step);
            }
        });
        try {
            watched.run();
        } finally {
            Steps.watch(Steps.NOTHING);
        }
    }

    /** Waits for its end; what was thrown, or null. */
    Throwable end() throws InterruptedException {
        thread.join();
        return ended.join();
    }

    /** Runs a task when it has ended, or something was thrown. */
    void whenEnded(Runnable task) {
        ended.thenRun(task);
    }

    Thread thread() {
        return thread;
    }
}
