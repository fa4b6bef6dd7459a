package org.alloclab.gil;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Threads take and release the global lock. */
public final class Gil {
    private Gil() {}

    /**
     * Two threads count something plain under the lock, one as a user of the lock and one as a call
     * of the heap.
     *
     * <p>How to run: {@code ./alloclab stress --tests Gil.OneThreadAtATime}.
     *
     * <p>One would believe that a lock is a lock. But this one is taken in two ways, and remembers
     * its holder in a plain field of its own.
     *
     * <p>{@code GlobalInterpreterLock.acquire} and {@code enter} both go through {@code take}, and
     * a thread is let in without it only if it reads its own name, which only it has written.
     *
     * <p>Verdict: a thread is inside by the {@code ReentrantLock}, or because it is inside already.
     * So increments come one behind the other, and each sees the one before.
     */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are counted")
    @Outcome(expect = FORBIDDEN, desc = "an increment is lost")
    @State
    public static class OneThreadAtATime {
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

    /**
     * A thread has taken the lock twice, gives it back once, and goes on counting.
     *
     * <p>How to run: {@code ./alloclab stress --tests Gil.AReleaseOfTwoKeepsTheLock}.
     *
     * <p>One would believe that release means that it is free. It means that one of two is gone; a
     * caller that holds the lock across calls of the heap relies on it.
     *
     * <p>{@code GlobalInterpreterLock.release} counts the reentries back first. {@code enter} does
     * not even count: it says whether there is anything to leave.
     *
     * <p>Verdict: {@code reentries} is touched by the holder only, and the lock is opened when it
     * is 0.
     */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "all three are counted")
    @Outcome(expect = FORBIDDEN, desc = "somebody came in too early")
    @State
    public static class AReleaseOfTwoKeepsTheLock {
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

    /**
     * One thread writes plain fields under the lock, another one reads them under the lock.
     *
     * <p>How to run: {@code ./alloclab stress --tests Gil.WhatWasDoneIsSeen}.
     *
     * <p>One would believe that this goes without saying. It is what every line of the model rests
     * on: nothing else in it is ordered.
     *
     * <p>{@code GlobalInterpreterLock} opens and closes a {@code ReentrantLock}, whose unlock
     * happens before the next lock.
     *
     * <p>Verdict: both fields are seen as they were before, or as they were after.
     */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the reader was first")
    @Outcome(id = "3, 4", expect = ACCEPTABLE, desc = "the writer was first")
    @Outcome(expect = FORBIDDEN, desc = "a lock that orders nothing")
    @State
    public static class WhatWasDoneIsSeen {
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

    /**
     * A thread asks whether it holds the lock, while another takes it and gives it back.
     *
     * <p>How to run: {@code ./alloclab stress --tests Gil.AStaleHolderIsNeverTheCaller}.
     *
     * <p>One would believe that a plain field may give any answer. Every call of the heap asks it
     * before it takes the lock.
     *
     * <p>{@code GlobalInterpreterLock.isHeld} compares the holder with the calling thread. The
     * field is written by the holder only, and emptied before the lock is opened: afterwards it
     * would be the next holder's name that is wiped out.
     *
     * <p>Verdict: a stale value is null or another thread, never falsely the caller; and a thread
     * sees its own writes, and no other thread's in between while it holds the lock.
     */
    @JCStressTest
    @Outcome(id = "true, false, 2", expect = ACCEPTABLE, desc = "exact for both")
    @Outcome(
            expect = FORBIDDEN,
            desc = "held by somebody who does not hold it, or lost by its holder")
    @State
    public static class AStaleHolderIsNeverTheCaller {
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
                return false; // another thread wiped out the holder's name
            }
        }

        @Arbiter
        public void look(ZZI_Result r) {
            r.r3 = done;
        }
    }

    /**
     * A thread asks what the lock has cost while another takes it and works under it.
     *
     * <p>How to run: {@code ./alloclab stress --tests Gil.TheCostIsOfOneMoment}.
     *
     * <p>One would believe that figures which are only shown need no care. But they are three plain
     * fields, and a thread that reads them from outside reads them at different moments, or never
     * anew.
     *
     * <p>{@code GlobalInterpreterLock.cost} takes the lock to read them, and does not count itself.
     *
     * <p>Verdict: a cost that counts an acquisition is read after that one has been released, with
     * all that was done under it.
     */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "asked before")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "asked after")
    @Outcome(expect = FORBIDDEN, desc = "figures of a moment that never was")
    @State
    public static class TheCostIsOfOneMoment {
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
}
