package org.alloclab.gil;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A thread has taken the lock twice, gives it back once, and goes on counting.
 *
 * <p>How to run: {@code ./alloclab stress --tests Gil_02_AReleaseOfTwoKeepsTheLock}.
 *
 * <p>One would believe that release means that it is free. It means that one of two is gone; a
 * caller that holds the lock across calls of the heap relies on it.
 *
 * <p>{@code GlobalInterpreterLock.release} counts the reentries back first. {@code enter} does not
 * even count: it says whether there is anything to leave.
 *
 * <p>Verdict: {@code reentries} is touched by the holder only, and the lock is opened when it is 0.
 */
@JCStressTest
@Outcome(id = "3", expect = ACCEPTABLE, desc = "all three are counted")
@Outcome(expect = FORBIDDEN, desc = "somebody came in too early")
@State
public class Gil_02_AReleaseOfTwoKeepsTheLock {
    private final GlobalInterpreterLock lock = new GlobalInterpreterLock();
    private int count;

    @Actor
    public void twice() {
        lock.acquire();
        lock.acquire();
        count++;
        lock.release();
        boolean entered = lock.enter();
        count++;
        if (entered) {
            lock.leave();
        } else {
            lock.release();
        }
    }

    @Actor
    public void once() {
        lock.acquire();
        count++;
        lock.release();
    }

    @Arbiter
    public void look(I_Result r) {
        r.r1 = count;
    }
}
