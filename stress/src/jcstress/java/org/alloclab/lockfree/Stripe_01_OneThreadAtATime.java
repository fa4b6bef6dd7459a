package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two virtual threads go for the same stripe and count something plain inside.
 *
 * <p>How to run: {@code ./alloclab stress --tests Stripe_01_OneThreadAtATime}.
 *
 * <p>One would believe that a flag which is read and then set will do: nobody waits for it anyway.
 * But both may have read that the stripe is free.
 *
 * <p>{@code Stripe.tryEnter} turns the flag by a CAS.
 *
 * <p>Verdict: one of two CAS fails unless the holder has left; so those inside come one behind the
 * other, and each sees what the one before has counted.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one found it taken")
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "one behind the other")
@Outcome(expect = FORBIDDEN, desc = "two inside at once")
@State
public class Stripe_01_OneThreadAtATime {
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
