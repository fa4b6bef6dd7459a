package org.alloclab.stress.lincheck;

/**
 * What threads can do in scenarios: the public methods of a subclass, which has a public
 * constructor without arguments. Each interleaving has an object of its own.
 */
public abstract class ScenarioSteps {
    /** For subclasses. */
    protected ScenarioSteps() {}

    /** Takes some steps before the threads start. */
    public final void first(String steps) {
        Ledger.alone(() -> ScenarioStep.listOf(steps).forEach(step -> step.on(this)));
    }

    /** Looks, when all threads are done, whether all is as it should be. */
    public final void check() {
        Ledger.alone(this::checkAtRest);
    }

    /** Throws if something is not as it should be. Called when all threads are done. */
    protected abstract void checkAtRest();
}
