package org.alloclab.stress.sweep;

import org.alloclab.stress.steps.Steps;

import java.util.concurrent.atomic.AtomicReference;

/** A thread that does what a workload says, watched as soon as it has made its preparations. */
final class Actor {
    private final Stage stage;
    private final Workload workload;
    private final Steps.Action action;
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private final Thread thread;

    /**
     * @param action what happens at each step of this thread while it is watched
     */
    private Actor(Stage stage, Workload workload, Steps.Action action) {
        this.stage = stage;
        this.workload = workload;
        this.action = action;
        Thread.Builder builder =
                workload.isVirtual() ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        thread =
                builder.name("actor")
                        .uncaughtExceptionHandler((_, e) -> thrown.set(e))
                        .unstarted(this::act);
    }

    static Actor start(Stage stage, Workload workload, Steps.Action action) {
        Actor actor = new Actor(stage, workload, action);
        actor.thread.start();
        return actor;
    }

    /** Does all of it, unwatched; what was thrown, or null. */
    static Throwable run(Stage stage, Workload workload) throws InterruptedException {
        return start(stage, workload, Steps.NOTHING).end();
    }

    private void act() {
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
        return thrown.get();
    }

    Thread thread() {
        return thread;
    }
}
