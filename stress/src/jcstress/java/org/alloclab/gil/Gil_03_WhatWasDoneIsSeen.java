package org.alloclab.gil;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One thread writes plain fields under the lock, another one reads them under the lock.
 *
 * <p>How to run: {@code ./alloclab stress --tests Gil_03_WhatWasDoneIsSeen}.
 *
 * <p>One would believe that this goes without saying. It is what every line of the model rests on:
 * nothing else in it is ordered.
 *
 * <p>{@code GlobalInterpreterLock} opens and closes a {@code ReentrantLock}, whose unlock happens
 * before the next lock.
 *
 * <p>Verdict: both fields are seen as they were before, or as they were after.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the reader was first")
@Outcome(id = "3, 4", expect = ACCEPTABLE, desc = "the writer was first")
@Outcome(expect = FORBIDDEN, desc = "a lock that orders nothing")
@State
public class Gil_03_WhatWasDoneIsSeen {
    private final GlobalInterpreterLock lock = new GlobalInterpreterLock();
    private int first;
    private int second;

    @Actor
    public void write() {
        lock.acquire();
        first = 3;
        second = 4;
        lock.release();
    }

    @Actor
    public void read(II_Result r) {
        boolean entered = lock.enter();
        r.r2 = second;
        r.r1 = first;
        if (entered) {
            lock.leave();
        }
    }
}
