package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

import java.lang.invoke.VarHandle;

/** The list of idle arenas is read while arenas become idle. */
public final class IdleArenasStress {
    private IdleArenasStress() {}

    /**
     * An arena becomes wholly free and is put on the list of idle ones, while another thread looks
     * through that list, finds its old entry and sees that it is in use.
     *
     * <p>How to run: {@code ./alloclab stress --tests IdleArenasStress.AnIdleArenaIsNotForgotten}.
     *
     * <p>One would believe that an entry which is out of date can be struck. But the arena may have
     * become free since it was looked at, and the thread that added it found the bit set.
     *
     * <p>{@code IdleArenas.releaseOld} looks again after clearing, by the rule of all hints.
     *
     * <p>Verdict: the bits of the arena are written before the entry is looked at, the entry is
     * cleared before the bits are read again, all volatile. A lost entry would keep the memory
     * until {@code trim}.
     */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the arena is on the list")
    @Outcome(expect = FORBIDDEN, desc = "an idle arena that no look will find")
    @State
    public static class AnIdleArenaIsNotForgotten {
        private static final VarHandle ROWS = Peek.at(IdleArenas.class, "rows", Bits.class);

        private final LoneArena lone = new LoneArena();
        private final IdleArenas idle = new IdleArenas(lone.table, released -> {});

        public AnIdleArenaIsNotForgotten() {
            lone.table.enter(lone.arena);
            lone.arena.claim();
            idle.add(lone.arena); // out of date
        }

        @Actor
        public void free() {
            if (lone.arena.unclaim(1)) {
                idle.add(lone.arena);
            }
        }

        @Actor
        public void look() {
            idle.releaseOld();
        }

        @Arbiter
        public void list(Z_Result r) {
            r.r1 = ((Bits) ROWS.get(idle)).next(0, 1) == 0;
        }
    }
}
