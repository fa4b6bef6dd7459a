package org.alloclab.gil;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * A thread asks whether it holds the lock, while another takes it and gives it back.
 *
 * <p>How to run: {@code ./alloclab stress --tests Gil_04_HeldByMeOrNot}.
 *
 * <p>One would believe that a plain field may give any answer. Every call of the heap asks it
 * before it takes the lock.
 *
 * <p>{@code GlobalInterpreterLock.isHeld} compares the holder with the calling thread. The field is
 * written by the holder only, and emptied before the lock is opened: afterwards it would be the
 * next holder's name that is wiped out.
 *
 * <p>Verdict: a stale value is null or another thread, never falsely the caller; and a thread sees
 * its own writes, with nobody else's in between while it holds the lock.
 */
@JCStressTest
@Outcome(id = "true, false, 2", expect = ACCEPTABLE, desc = "exact for both")
@Outcome(expect = FORBIDDEN, desc = "held by somebody who does not hold it, or lost by its holder")
@State
public class Gil_04_HeldByMeOrNot {
    private final GlobalInterpreterLock lock = new GlobalInterpreterLock();
    private int done;

    @Actor
    public void hold(ZZI_Result r) {
        lock.acquire();
        r.r1 = lock.isHeld();
        done++;
        lock.release();
        r.r1 &= !lock.isHeld();
    }

    @Actor
    public void ask(ZZI_Result r) {
        boolean falsely = lock.isHeld();
        lock.acquire();
        falsely |= !lock.isHeld();
        done++;
        falsely |= !release();
        r.r2 = falsely | lock.isHeld();
    }

    private boolean release() {
        try {
            lock.release();
            return true;
        } catch (IllegalMonitorStateException e) {
            return false; // somebody wiped out the holder's name
        }
    }

    @Arbiter
    public void look(ZZI_Result r) {
        r.r3 = done;
    }
}
