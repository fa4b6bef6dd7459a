package org.alloclab.gil;

import org.alloclab.stress.lincheck.Ledger;
import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioSteps;

import java.util.List;

/** The lock: one thread at a time holds it, until it has released as often as it acquired. */
public final class LockScenario extends ScenarioSteps {
    private final GlobalInterpreterLock lock = new GlobalInterpreterLock();
    private final Ledger ledger = new Ledger();
    private int counter;

    static List<Scenario> scenarios() {
        return List.of(
                of("sections", "section()", "section()", "section()"),
                of("nested", "nested()", "section()"),
                of("nestedTwice", "nested()", "nested()"),
                of("calls", "call()", "call()"),
                of("callsInside", "callInside()", "call()"),
                of("releases", "releaseUnheld()", "section()"));
    }

    private static Scenario of(String name, String... threads) {
        return Scenario.of(LockScenario.class, name, threads).waiting();
    }

    private void hold() {
        Ledger.check(lock.isHeld(), "who acquired the lock does not hold it");
        ledger.take(lock);
        counter++;
        ledger.give(lock);
    }

    /** Holds the lock once. */
    public void section() {
        lock.acquire();
        hold();
        lock.release();
    }

    /** Holds the lock twice. */
    public void nested() {
        lock.acquire();
        lock.acquire();
        hold();
        lock.release();
        hold();
        lock.release();
    }

    /** Holds the lock for a call. */
    public void call() {
        if (lock.enter()) {
            hold();
            lock.leave();
        } else {
            throw new AssertionError("the lock is held already");
        }
    }

    /** Holds the lock across a call. */
    public void callInside() {
        lock.acquire();
        Ledger.check(!lock.enter(), "the lock is taken twice");
        hold();
        lock.release();
    }

    /** Releases what another may hold. */
    public void releaseUnheld() {
        try {
            lock.release();
        } catch (IllegalMonitorStateException e) {
            ledger.count("refused");
            return;
        }
        throw new AssertionError("a lock is released by who does not hold it");
    }

    /** No count was lost, and nobody holds the lock. */
    @Override
    protected void checkAtRest() {
        Ledger.check(!lock.isHeld(), "the lock is held for good");
        lock.acquire();
        lock.release();
        Ledger.check(lock.cost().acquisitions() > 0, "no acquisition was counted");
    }
}
