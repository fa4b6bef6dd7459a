package org.alloclab.stress.faults;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.ArenaSource;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.injection.Steps;

/**
 * Memory that cannot be obtained, or given back, at the k-th request for every k until a run
 * completes without a fault.
 *
 * <p>The error reaches the caller, or the request goes to the C library. Either way the accounting
 * agrees, and when there is memory again the workload runs to its end; then everything can be
 * freed, and nothing is left.
 */
final class MemorySweep {
    private final AllocatorProvider provider;
    private final SweepWorkload workload;
    private final SweepResult swept = new SweepResult();

    MemorySweep(AllocatorProvider provider, SweepWorkload workload) {
        this.provider = provider;
        this.workload = workload;
    }

    /** The source of arenas fails: a new one, one given back, pages purged. */
    SweepResult ofSystem() throws InterruptedException {
        ofEachCall(fault -> open(fault, ArenaSource.system(workload.layout().arenaBytes())));
        return swept;
    }

    /** The same where arenas are overwritten, and the same one comes again at once. */
    SweepResult ofReused() throws InterruptedException {
        ofEachCall(fault -> open(fault, SweepFixture.preallocated()));
        return swept;
    }

    /** There are no more arenas than so many. */
    SweepResult ofLimited() throws InterruptedException {
        int most = 0;
        while (strikes(Fault.above(most), fault -> open(fault, SweepFixture.preallocated()))) {
            most++;
        }
        return swept;
    }

    /** The C library fails, where it serves every request, since there are no arenas. */
    SweepResult ofRaw() throws InterruptedException {
        ofEachCall(fault -> {
            Steps.refuse(fault::strikes);
            return open(Fault.above(0), SweepFixture.preallocated());
        });
        return swept;
    }

    private interface Opening {
        SweepFixture of(Fault fault);
    }

    private SweepFixture open(Fault fault, ArenaSource source) {
        return SweepFixture.open(provider, workload, new FailingArenas(source, fault));
    }

    private void ofEachCall(Opening opening) throws InterruptedException {
        for (boolean lasting : new boolean[] {false, true}) {
            int call = 1;
            while (strikes(Fault.atCall(call, lasting), opening)) {
                call++;
            }
        }
    }

    /** Whether the fault struck; a run in which it did not must succeed, but is no point. */
    private boolean strikes(Fault fault, Opening opening) throws InterruptedException {
        try (SweepFixture stage = opening.of(fault)) {
            Throwable thrown = VictimThread.run(stage, workload);
            fault.heal();
            check(stage, fault, thrown);
        } catch (RuntimeException | AssertionError e) {
            swept.broke(fault.toString(), e);
            return fault.hasStruck();
        } finally {
            Steps.refuse(() -> false);
        }
        if (fault.hasStruck()) {
            swept.survived();
        }
        return fault.hasStruck();
    }

    private void check(SweepFixture stage, Fault fault, Throwable thrown)
            throws InterruptedException {
        boolean expected =
                thrown == null
                        || fault.hasStruck()
                                && (thrown instanceof HeapExhaustedException
                                        || thrown instanceof FailingArenas.Refused);
        if (!expected) {
            throw new AssertionError("the caller got " + thrown, thrown);
        }
        Throwable again = VictimThread.run(stage, workload);
        if (again != null) {
            throw new AssertionError("with memory again the caller got " + again, again);
        }
        int left = stage.leftAfterAll();
        swept.leaked(left);
        if (left != 0) {
            throw new AssertionError("%d blocks or arenas are left".formatted(left));
        }
    }
}
