package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The holder of a stripe changes something plain and leaves; the next one enters and reads it.
 *
 * <p>How to run: {@code ./alloclab stress --tests Stripe_02_WhatWasDoneIsSeen}.
 *
 * <p>One would believe that a flag protects what lies behind it. It does only if the change is
 * visible before the flag is.
 *
 * <p>{@code Stripe.leave} writes the flag volatile, {@code Stripe.tryEnter} reads it by a CAS.
 *
 * <p>Verdict: the write releases, the CAS acquires. The negative control leaves by a plain write:
 * nothing then keeps the compiler from moving the change behind it.
 */
@JCStressTest
@Control("weak-stripe-leave")
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "still taken")
@Outcome(id = "7", expect = ACCEPTABLE, desc = "all that was done is seen")
@Outcome(expect = FORBIDDEN, desc = "inside, but in the state of long ago")
@State
public class Stripe_02_WhatWasDoneIsSeen {
    private final Stripe stripe = new Stripe(null);
    private int first;
    private int second;

    public Stripe_02_WhatWasDoneIsSeen() {
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
