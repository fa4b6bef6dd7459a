package org.alloclab.stress.soak;

import org.alloclab.stress.soak.Harness.Part;
import org.alloclab.stress.soak.Harness.Stopped;
import org.alloclab.stress.soak.Tally.Path;
import org.alloclab.stress.soak.Watchdog.Failure;
import org.alloclab.stress.soak.Watchdog.Hung;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One heap for long, under one kind of traffic after the other. A phase ends when all rest and all
 * is counted; what its crew holds then is left to the next one. To be run once.
 */
public final class Soak {
    private final AllocatorUnderTest subject;
    private final SoakOptions demand;
    private final PhaseSchedule mixture;
    private final Dice dice;

    private Harness testbed;
    private WorkloadConfig shape;
    private WorkerGroup crew;

    /**
     * @param subject what is tested
     * @param demand how
     */
    public Soak(AllocatorUnderTest subject, SoakOptions demand) {
        this.subject = subject;
        this.demand = demand;
        mixture = new PhaseSchedule(demand);
        dice = new Dice(~demand.seed());
        shape = mixture.shape(0);
    }

    /** How many outcomes there will be if nothing is found: one for each phase, and the end's. */
    public int phases() {
        return mixture.phases() + 1;
    }

    /**
     * The paths that the traffic itself must take, by the names in its outcomes.
     *
     * @param locked whether there is a lock that callers can hold
     */
    public static List<String> paths(SoakOptions demand, boolean locked) {
        Set<Path> paths = EnumSet.allOf(Path.class);
        paths.remove(Path.READ); // by chance only
        if (!demand.hasOthers()) {
            paths.removeAll(EnumSet.of(Path.SENT, Path.FREED_FOR_ANOTHER));
        }
        if (!locked) {
            paths.remove(Path.LOCK_HELD);
        }
        return paths.stream().map(Path::toString).toList();
    }

    /** A name for a phase, from 0. */
    public String name(int phase) {
        if (phase == mixture.phases()) {
            return "the end";
        }
        WorkloadConfig coming = mixture.shape(phase);
        return "%s, %d %% freed by others".formatted(coming.kind(), coming.flow().share());
    }

    /**
     * Runs it.
     *
     * @param listener is told what came of each phase, as it ends; none follows on one in which
     *     something was found
     */
    public void run(Consumer<RoundOutcome> listener) throws InterruptedException {
        long deadline = System.nanoTime() + demand.time().toNanos();
        testbed = new Harness(subject, demand.layout(), shape.arenas(), true, demand.patience());
        for (int phase = 0; phase < mixture.phases(); phase++) {
            shape = mixture.shape(phase);
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Duration time = mixture.time(phase, left);
            if (!hear(phase, () -> work(time), listener)) {
                return;
            }
        }
        hear(mixture.phases(), this::end, listener);
    }

    private void work(Duration time) throws InterruptedException, Hung, Stopped {
        relieve();
        if (shape.kind() != TrafficProfile.MIXED) {
            testbed.empty(crew); // their paths are rare where much is at hand
        }
        testbed.arenas().become(shape.arenas());
        testbed.work(crew, time);
        testbed.count(crew);
    }

    private void relieve() {
        WorkerGroup next = new WorkerGroup(testbed.heap(), shape, dice);
        if (crew != null) {
            next.inherit(crew);
        }
        crew = next;
    }

    private void end() throws InterruptedException, Hung, Stopped {
        relieve();
        testbed.empty(crew);
        testbed.close();
    }

    /** Whether nothing was found. */
    private boolean hear(int phase, Part part, Consumer<RoundOutcome> listener)
            throws InterruptedException {
        long start = System.nanoTime();
        String hung = testbed.run(part);
        long millis = (System.nanoTime() - start) / 1_000_000;
        RoundOutcome outcome = outcome(phase, hung, millis);
        listener.accept(outcome);
        return !outcome.isViolation();
    }

    private RoundOutcome outcome(int phase, String hung, long millis) {
        Tally tally = new Tally();
        crew.tell(tally);
        if (phase == mixture.phases()) {
            testbed.tell(tally);
        }
        String round = "soak of %s, phase %d, seed %d".formatted(subject, phase, demand.seed());
        Failure found = testbed.failure();
        String summary = found != null ? found.violation().getMessage() : hung;
        String evidence =
                found != null
                        ? Evidence.of(round, shape, found, crew.workers())
                        : hung != null ? Evidence.ofHang(round, shape, crew.workers()) : null;
        return new RoundOutcome(
                name(phase),
                shape.toString(),
                tally.operations(),
                tally.byName(),
                millis,
                summary,
                evidence,
                found == null && hung != null);
    }
}
