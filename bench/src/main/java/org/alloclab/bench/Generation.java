package org.alloclab.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Threads that are born for one piece of work, and die with it. */
final class Generation {
    private Generation() {}

    /**
     * Does something in a new platform thread, and waits until the thread is dead.
     *
     * @throws ExecutionException if it has failed
     */
    static void live(Runnable work) throws InterruptedException, ExecutionException {
        FutureTask<Void> life = new FutureTask<>(work, null);
        Thread thread = Thread.ofPlatform().start(life);
        thread.join();
        life.get();
    }
}
