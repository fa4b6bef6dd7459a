package org.alloclab.stress.soak;

import org.alloclab.gil.GilProvider;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.stress.soak.Harness.Part;
import org.alloclab.stress.soak.Harness.Stopped;
import org.alloclab.stress.soak.Tally.Path;
import org.alloclab.stress.soak.Watchdog.Hung;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One heap for long, under one traffic profile after the other. At the end of a phase all workers
 * stop and everything is counted; the blocks they hold are left to the workers of the next phase.
 * To be run once.
 */
public final class Soak {
    private final AllocatorProvider provider;
    private final SoakOptions options;
    private final PhaseSchedule schedule;
    private final SplittableRandom random;

    private Harness harness;
    private WorkloadConfig config;
    private WorkerGroup workers;

    /** Plans a soak; opens nothing yet. */
    public Soak(AllocatorProvider provider, SoakOptions options) {
        this.provider = provider;
        this.options = options;
        schedule = new PhaseSchedule(options, provider);
        random = new SplittableRandom(~options.seed());
        config = schedule.config(0);
    }

    /** How many outcomes there will be if nothing is found: one for each phase, and the end's. */
    public int phases() {
        return schedule.phases() + 1;
    }

    /**
     * The paths that the traffic itself must take, by the names in its outcomes. Where blocks lie
     * is known of allocators that take our arenas alone.
     */
    public static List<String> paths(SoakOptions options, AllocatorProvider provider) {
        Set<Path> paths = EnumSet.allOf(Path.class);
        paths.remove(Path.READ); // by chance only
        if (!options.hasOthers() || !provider.promises(AllocatorPromise.CONCURRENT)) {
            paths.removeAll(EnumSet.of(Path.SENT, Path.FREED_FOR_ANOTHER));
        }
        if (!(provider instanceof GilProvider)) {
            paths.remove(Path.LOCK_HELD);
        }
        if (!provider.promises().containsAll(TrafficProfile.CLOSED_HEAPS.needs())) {
            paths.remove(Path.HEAPS_CLOSED);
        }
        if (!provider.promises().containsAll(TrafficProfile.SLEEPING_OWNERS.needs())) {
            paths.remove(Path.OWNERS_SLEPT);
        }
        if (!provider.promises(AllocatorPromise.WRONG_FREES_FOUND)) {
            paths.remove(Path.MISUSE_REFUSED);
        }
        if (!provider.promises(AllocatorPromise.ARENA_SOURCE)) {
            paths.removeAll(Path.OF_POOLS);
        }
        return paths.stream().map(Path::toString).toList();
    }

    /** A name for a phase, from 0. */
    public String name(int phase) {
        if (phase == schedule.phases()) {
            return "the end";
        }
        WorkloadConfig coming = schedule.config(phase);
        return "%s, %d %% freed by others".formatted(coming.profile, coming.share);
    }

    /**
     * Runs it.
     *
     * @param listener is told the outcome of each phase, as it ends; the last one is the one in
     *     which something was found
     * @throws AllocatorUnavailableException if the allocator cannot be opened
     */
    public void run(Consumer<RoundOutcome> listener)
            throws InterruptedException, AllocatorUnavailableException {
        long deadline = System.nanoTime() + options.time().toNanos();
        harness =
                new Harness(provider, options.layout(), config.arenas(), true, options.patience());
        schedule.leftOut().forEach(harness::leaveOut);
        for (int phase = 0; phase < schedule.phases(); phase++) {
            config = schedule.config(phase);
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Duration time = schedule.time(phase, left);
            if (!isSound(phase, () -> work(time), listener)) {
                return;
            }
        }
        isSound(schedule.phases(), this::end, listener);
    }

    private void work(Duration time) throws InterruptedException, Hung, Stopped {
        relieve();
        if (config.profile != TrafficProfile.MIXED) {
            harness.empty(workers); // its paths are rare on a heap with many free blocks
        }
        harness.become(config.arenas());
        workers.work(time);
        harness.count(workers.holdings());
    }

    private void relieve() {
        WorkerGroup next = new WorkerGroup(harness, config, random);
        if (workers != null) {
            next.inherit(workers);
        }
        workers = next;
    }

    private void end() throws InterruptedException, Hung, Stopped {
        relieve();
        harness.empty(workers);
        harness.close();
    }

    private boolean isSound(int phase, Part part, Consumer<RoundOutcome> listener)
            throws InterruptedException {
        harness.run(part);
        Tally tally = new Tally();
        workers.tell(tally);
        if (phase == schedule.phases()) {
            harness.tell(tally);
        }
        String run =
                "soak of %s, phase %d, seed %d".formatted(provider.name(), phase, options.seed());
        RoundOutcome outcome =
                harness.outcome(
                        name(phase),
                        run,
                        config,
                        workers.all(),
                        tally.operations(),
                        tally.byName());
        listener.accept(outcome);
        return !outcome.isViolation();
    }
}
