package org.alloclab.stress.soak;

/** One thing done by a thread of its own while all others rest. */
final class Task extends Worker {
    private final Runnable body;

    Task(String name, Runnable body, Watchdog watch) {
        super(name, watch);
        this.body = body;
    }

    @Override
    boolean work() {
        body.run();
        return true;
    }
}
