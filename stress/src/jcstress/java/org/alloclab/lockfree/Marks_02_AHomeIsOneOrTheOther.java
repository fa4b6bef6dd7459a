package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A pool gets another home while somebody asks whether it is his.
 *
 * <p>How to run: {@code ./alloclab stress --tests Marks_02_AHomeIsOneOrTheOther}.
 *
 * <p>The number is a plain int in native memory, read while it is written. Torn, it could be that
 * of a third thread, who would then put a stranger's block into his magazine.
 *
 * <p>The number lies at a multiple of four.
 *
 * <p>Verdict: an aligned int is read as it was written, before or after; a stale one does no harm,
 * since it only says where a block goes first.
 */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "the old home or the new one")
@Outcome(expect = FORBIDDEN, desc = "a home that never was")
@State
public class Marks_02_AHomeIsOneOrTheOther {
    private static final int OLD_HOME = 0x0001_ffff;
    private static final int NEW_HOME = 0x7fff_0000;

    private final Pool pool = PoolFixture.full();

    public Marks_02_AHomeIsOneOrTheOther() {
        Marks.setHome(pool.address(), pool.bytes(), OLD_HOME);
    }

    @Actor
    public void owner() {
        Marks.setHome(pool.address(), pool.bytes(), NEW_HOME);
    }

    @Actor
    public void freer(Z_Result r) {
        boolean torn =
                Marks.isHome(pool.address(), 0x0001_0000)
                        | Marks.isHome(pool.address(), 0x7fff_ffff);
        r.r1 = !torn;
    }
}
