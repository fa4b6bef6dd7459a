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
 * Two threads count something plain under the lock, one as a user of the lock and one as a call of
 * the heap.
 *
 * <p>How to run: {@code ./alloclab stress --tests Gil_01_OneThreadAtATime}.
 *
 * <p>One would believe that a lock is a lock. But this one is taken in two ways, and remembers its
 * holder in a plain field of its own.
 *
 * <p>{@code GlobalInterpreterLock.acquire} and {@code enter} both go through {@code take}, and a
 * thread is let in without it only if it reads its own name, which only it has written.
 *
 * <p>Verdict: a thread is inside by the {@code ReentrantLock}, or because it is inside already. So
 * increments come one behind the other, and each sees the one before.
 */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both are counted")
@Outcome(expect = FORBIDDEN, desc = "an increment is lost")
@State
public class Gil_01_OneThreadAtATime {
    private final GlobalInterpreterLock lock = new GlobalInterpreterLock();
    private int count;

    @Actor
    public void user() {
        lock.acquire();
        count++;
        lock.release();
    }

    @Actor
    public void call() {
        boolean entered = lock.enter();
        count++;
        if (entered) {
            lock.leave();
        }
    }

    @Arbiter
    public void look(I_Result r) {
        r.r1 = count;
    }
}
