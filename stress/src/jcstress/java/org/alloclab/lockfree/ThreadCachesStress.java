package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/** Threads add their caches to the list. */
public final class ThreadCachesStress {
    private ThreadCachesStress() {}

    /**
     * Two threads allocate for the first time, and each gets a cache on the list.
     *
     * <p>How to run: {@code ./alloclab stress --tests ThreadCachesStress.NoCacheIsLost}.
     *
     * <p>One would believe that a list which only grows needs no care. But both read the same first
     * cache, and the one who writes last makes the other's vanish from the list: no thread will
     * ever reap it.
     *
     * <p>{@code ThreadCaches.push} replaces the first cache by a CAS. Nothing is taken out, so a
     * first one that came back would be the same list.
     *
     * <p>Verdict: the CAS that fails tries again behind the one that succeeded.
     */
    @JCStressTest
    @Outcome(id = "2, own", expect = ACCEPTABLE, desc = "two caches, both on the list")
    @Outcome(id = "1, heir", expect = ACCEPTABLE, desc = "one thread had ended by then")
    @Outcome(expect = FORBIDDEN, desc = "a cache that no reaper will find, or one for two")
    @State
    public static class NoCacheIsLost {
        private final ThreadCaches caches = new ThreadCaches(null, null);
        private ThreadCache mine;
        private ThreadCache yours;
        private Thread me;
        private Thread you;

        @Actor
        public void first() {
            me = Thread.currentThread();
            mine = caches.enter();
        }

        @Actor
        public void second() {
            you = Thread.currentThread();
            yours = caches.enter();
        }

        @Arbiter
        public void count(IL_Result r) {
            r.r1 = caches.count();
            r.r2 = mine != yours ? "own" : me.isAlive() && you.isAlive() ? "shared" : "heir";
        }
    }
}
