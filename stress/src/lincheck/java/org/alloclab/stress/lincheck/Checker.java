package org.alloclab.stress.lincheck;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

import java.time.Duration;

/** Runs scenarios, one at a time. */
final class Checker {
    // The marks of a pool are read in a loop of 32 rounds, and those are no sign of waiting.
    private static final int LOOP_BEFORE_SWITCH = 200;
    private static final int LOOP_BOUND = 2000;

    private static final int MOST_TRIALS = 3;
    private static final String LOST = "Non-determinism found";

    private Checker() {}

    /**
     * Runs interleavings of a scenario, those with few switches first, until one fails, or there
     * are no more, or the time is up.
     *
     * @throws IllegalStateException if Lincheck itself fails
     */
    static Checked check(Scenario scenario, Duration time) {
        ModelCheckingOptions options =
                new ModelCheckingOptions()
                        .iterations(0)
                        .invocationsPerIteration(Integer.MAX_VALUE)
                        .addCustomScenario(scenario.execution())
                        .checkObstructionFreedom(!scenario.waits())
                        .loopIterationsBeforeThreadSwitch(LOOP_BEFORE_SWITCH)
                        .loopBound(LOOP_BOUND)
                        .minimizeFailedScenario(false)
                        .sequentialSpecification(
                                scenario.plain() == null ? scenario.type() : scenario.plain())
                        .verifier(
                                scenario.plain() == null
                                        ? InterleavingCounter.NoException.class
                                        : InterleavingCounter.Linearizable.class);
        Guarantees.addTo(options);
        Agent.install();
        IllegalStateException lost = null;
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            try {
                return run(options, scenario, time);
            } catch (IllegalStateException e) {
                if (!String.valueOf(e.getMessage()).startsWith(LOST)) {
                    throw e;
                }
                lost = e; // Lincheck saw something that did not happen again when it looked closer
            }
        }
        throw lost;
    }

    private static Checked run(ModelCheckingOptions options, Scenario scenario, Duration time) {
        long start = System.nanoTime();
        InterleavingCounter.start(time.toNanos());
        boolean exhausted = false;
        Checked.Failure failure = null;
        try {
            options.check(scenario.type());
            exhausted = true;
        } catch (InterleavingCounter.TimeUp e) {
            exhausted = false;
        } catch (LincheckAssertionError e) {
            Interleaving interleaving = new Interleaving(e.getMessage());
            failure = new Checked.Failure(interleaving.summary(), interleaving.steps());
        }
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return new Checked(InterleavingCounter.done(), exhausted, millis, failure);
    }
}
