package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.memory.MappedBytes;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Arenas go back to their source while others are acquired. */
public final class ArenasStress {
    private ArenasStress() {}

    /**
     * An arena goes back to its source while another thread takes a new one, and gets the same
     * addresses.
     *
     * <p>How to run: {@code ./alloclab stress --tests ArenasStress.AnAddressHasOneArena}.
     *
     * <p>One would believe that it does not matter in which order the arena leaves the table and
     * its addresses go back. But once they are back another thread may have entered its own arena
     * in that row: it is then wiped out, or does not get in.
     *
     * <p>{@code Arenas.release} empties the row first, and gives the addresses back last.
     *
     * <p>Verdict: a row is written by the one thread that holds its addresses. The next thread
     * acquires them after the row was emptied, so its entry stays.
     */
    @JCStressTest
    @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "came before the addresses were back")
    @Outcome(
            id = "1, true",
            expect = ACCEPTABLE,
            desc = "a new arena at the same addresses, and it is found")
    @Outcome(expect = FORBIDDEN, desc = "an arena in use is not in the table")
    @State
    public static class AnAddressHasOneArena {
        private final Arenas arenas =
                new Arenas(HeapLayout.CLASSIC38, Slots.source(1), new MappedBytes());
        private final Pool old = arenas.takePoolOfNewArena(LoneHeap.SIZE_CLASS, null);
        private Pool pool;

        public AnAddressHasOneArena() {
            old.abandon(); // wholly free
        }

        @Actor
        public void release() {
            arenas.givePool(old);
        }

        @Actor
        public void acquire(IZ_Result r) {
            try {
                pool = arenas.takePoolOfNewArena(LoneHeap.SIZE_CLASS, null);
                r.r1 = 1;
            } catch (HeapExhaustedException e) {
                r.r1 = 0;
            } catch (IllegalStateException e) {
                r.r1 = -1; // the row was not empty
            }
        }

        @Arbiter
        public void find(IZ_Result r) {
            r.r2 = pool == arenas.table().poolAt(old.address());
        }
    }
}
