package org.alloclab.gil;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A thread asks what the lock has cost while another takes it and works under it.
 *
 * <p>How to run: {@code ./alloclab stress --tests Gil_05_TheCostIsOfOneMoment}.
 *
 * <p>One would believe that figures which are only shown need no care. But they are three plain
 * fields, and who reads them from outside reads them at different moments, or never anew.
 *
 * <p>{@code GlobalInterpreterLock.cost} takes the lock to read them, and does not count itself.
 *
 * <p>Verdict: a cost that counts an acquisition is read after that one has been released, with all
 * that was done under it.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "asked before")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "asked after")
@Outcome(expect = FORBIDDEN, desc = "figures of a moment that never was")
@State
public class Gil_05_TheCostIsOfOneMoment {
    private final GlobalInterpreterLock lock = new GlobalInterpreterLock();
    private int done;

    @Actor
    public void work() {
        lock.acquire();
        done = 1;
        lock.release();
    }

    @Actor
    public void ask(II_Result r) {
        GlobalInterpreterLock.Cost cost = lock.cost();
        boolean sound =
                cost.contendedAcquisitions() <= cost.acquisitions() && cost.waitedNanos() >= 0;
        r.r1 = sound ? (int) cost.acquisitions() : -1;
        r.r2 = r.r1 == 0 ? 0 : done;
    }
}
