package org.alloclab.stress.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Does one thing again and again beside the traffic. */
final class BackgroundTask extends Worker {
    private final Runnable action;
    private final Dice dice;

    BackgroundTask(String name, Runnable action, Dice dice, Watchdog watch) {
        super(name, watch);
        this.action = action;
        this.dice = dice;
    }

    @Override
    boolean work() {
        while (mayGoOn()) {
            action.run();
            progress();
            LockSupport.parkNanos(dice.below((int) Duration.ofMillis(2).toNanos()));
        }
        return true;
    }
}
