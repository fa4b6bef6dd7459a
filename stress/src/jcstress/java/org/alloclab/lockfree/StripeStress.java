package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Threads enter one stripe. */
public final class StripeStress {
    private StripeStress() {}

    /**
     * Two virtual threads go for the same stripe and count something plain inside.
     *
     * <p>How to run: {@code ./alloclab stress --tests StripeStress.OneThreadAtATime}.
     *
     * <p>One would believe that a flag which is read and then set will do: no thread waits for it
     * anyway. But both may have read that the stripe is free.
     *
     * <p>{@code Stripe.tryEnter} turns the flag by a CAS.
     *
     * <p>Verdict: one of two CAS fails unless the holder has left; so those inside come one behind
     * the other, and each sees what the one before has counted.
     */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one found it taken")
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "one behind the other")
    @Outcome(expect = FORBIDDEN, desc = "two inside at once")
    @State
    public static class OneThreadAtATime {
        private final Stripe stripe = new Stripe(null);
        private int inside;
        private int first;
        private int second;

        @Actor
        public void first() {
            first = count();
        }

        @Actor
        public void second() {
            second = count();
        }

        private int count() {
            if (!stripe.tryEnter()) {
                return 0;
            }
            inside++;
            stripe.leave();
            return 1;
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = first + second;
            r.r2 = inside;
        }
    }

    /**
     * The holder of a stripe changes something plain and leaves; the next one enters and reads it.
     *
     * <p>How to run: {@code ./alloclab stress --tests StripeStress.WhatWasDoneIsSeen}.
     *
     * <p>One would believe that a flag protects what lies behind it. It does only if the change is
     * visible before the flag is.
     *
     * <p>{@code Stripe.leave} writes the flag volatile, {@code Stripe.tryEnter} reads it by a CAS.
     *
     * <p>Verdict: the write releases, the CAS acquires. The negative control leaves by a plain
     * write: nothing then keeps the compiler from moving the change behind it.
     */
    @JCStressTest
    @Control("weak-stripe-leave")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "still taken")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "all that was done is seen")
    @Outcome(expect = FORBIDDEN, desc = "inside, but in the state of long ago")
    @State
    public static class WhatWasDoneIsSeen {
        private final Stripe stripe = new Stripe(null);
        private int first;
        private int second;

        public WhatWasDoneIsSeen() {
            stripe.tryEnter();
        }

        @Actor
        public void leave() {
            first = 3;
            second = 4;
            stripe.leave();
        }

        @Actor
        public void enter(I_Result r) {
            r.r1 = stripe.tryEnter() ? second + first : -1;
        }
    }
}
