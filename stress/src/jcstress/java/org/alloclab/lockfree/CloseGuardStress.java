package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import java.util.concurrent.atomic.AtomicInteger;

/** A heap is closed while calls are in progress. */
public final class CloseGuardStress {
    private CloseGuardStress() {}

    /**
     * A thread enters the gate to copy bytes while another closes it and would give the memory
     * back.
     *
     * <p>How to run: {@code ./alloclab stress --tests CloseGuardStress.NoMemoryGoesDuringACall}.
     *
     * <p>One would believe that a flag and a count are enough, whatever their modes. But this is
     * Dekker's pair: each writes one thing and reads the other. If the closer's write is still on
     * its way when it reads the count, it sees no caller inside, and the other sees an open gate.
     *
     * <p>{@code CloseGuard.enter} counts itself in by an atomic add and then reads {@code closed};
     * {@code CloseGuard.close} writes {@code closed} volatile and then reads the counts.
     *
     * <p>Verdict: in the one order of volatile accesses one of the two comes second and sees the
     * other. So the memory stays, or the caller is turned away; and the last to leave gives it
     * back, by a CAS that succeeds once. The negative control closes by a release write, which x86
     * keeps in its store buffer while the counts are read.
     */
    @JCStressTest
    @Control("dekker-gate")
    @Outcome(id = "0, 1, true", expect = ACCEPTABLE, desc = "turned away")
    @Outcome(id = "1, 1, true", expect = ACCEPTABLE, desc = "inside while the memory was there")
    @Outcome(expect = FORBIDDEN, desc = "given back under somebody's hands, or twice, or never")
    @State
    public static class NoMemoryGoesDuringACall {
        private final CloseGuard gate = new CloseGuard(this::giveBack);
        private volatile boolean inside;
        private volatile boolean gone;
        private volatile int given;
        private boolean soundInside = true;
        private volatile boolean soundOutside = true;

        private void giveBack() {
            gone = true;
            given++;
            if (inside) {
                soundOutside = false;
            }
        }

        @Actor
        public void enter(IIZ_Result r) {
            try {
                gate.enter();
            } catch (IllegalStateException e) {
                return;
            }
            inside = true;
            soundInside = !gone;
            inside = false;
            gate.leave();
            r.r1 = 1;
        }

        @Actor
        public void close() {
            gate.close();
        }

        @Arbiter
        public void look(IIZ_Result r) {
            r.r2 = given;
            r.r3 = soundInside && soundOutside;
        }
    }

    /**
     * Two threads close the gate at once, and both find no caller inside.
     *
     * <p>How to run: {@code ./alloclab stress --tests CloseGuardStress.TwoClosersGiveItBackOnce}.
     *
     * <p>One would believe that a thread that finds the gate closed and empty may give the memory
     * back. But both do, and the second one unmaps what may have another owner by now.
     *
     * <p>{@code CloseGuard.giveBackIfEmpty} turns {@code given} by a CAS before it does so.
     *
     * <p>Verdict: one of the two CAS fails.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "given back once")
    @Outcome(expect = FORBIDDEN, desc = "given back twice, or never")
    @State
    public static class TwoClosersGiveItBackOnce {
        private final AtomicInteger given = new AtomicInteger();
        private final CloseGuard gate = new CloseGuard(given::incrementAndGet);

        @Actor
        public void first() {
            gate.close();
        }

        @Actor
        public void second() {
            gate.close();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = given.get();
        }
    }

    /**
     * A caller has been inside and leaves while another thread closes the gate. One of the two must
     * give the memory back.
     *
     * <p>How to run: {@code ./alloclab stress --tests CloseGuardStress.TheLastCallerGivesItBack}.
     *
     * <p>One would believe that it is enough to forbid what is too early. But if each leaves it to
     * the other, the memory is never given back: the closer sees the count not yet taken back, the
     * leaver sees the gate not yet closed.
     *
     * <p>{@code CloseGuard.leave} takes its count back by an atomic add and then reads {@code
     * closed}; the closer does it the other way round.
     *
     * <p>Verdict: the second of the two sees the other, and one CAS among those that see an empty
     * gate succeeds. The negative control lets the add only acquire; on x86 the instruction is the
     * same.
     */
    @JCStressTest
    @Control("weak-gate-leave")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "turned away, given back once")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "was inside, given back once")
    @Outcome(expect = FORBIDDEN, desc = "never given back, or twice")
    @State
    public static class TheLastCallerGivesItBack {
        private final AtomicInteger given = new AtomicInteger();
        private final CloseGuard gate = new CloseGuard(given::incrementAndGet);

        @Actor
        public void visit(II_Result r) {
            try {
                gate.enter();
                gate.leave();
                r.r1 = 1;
            } catch (IllegalStateException e) {
                r.r1 = 0;
            }
        }

        @Actor
        public void close() {
            gate.close();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = given.get();
        }
    }
}
