package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.DetectorEvent.Found;
import org.alloclab.stress.protocol.DetectorEvent.Recorded;

import java.util.List;
import java.util.Locale;

/**
 * What model checking came to, as the JSON documents have it.
 *
 * @param scenarios what became of each
 * @param planned how many there were to be
 * @param recorded how many came to their end
 * @param interleavings how many were right, in all scenarios
 * @param problem why not all is recorded; null if all is
 */
public record CheckResults(
        List<ScenarioResult> scenarios,
        int planned,
        int recorded,
        long interleavings,
        String problem)
        implements DetectorResults {
    /** What became of a scenario. */
    public enum Verdict {
        /** Every interleaving that was run is right. */
        PASSED,
        /** One is wrong. */
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of a scenario.
     *
     * @param name its class, and its own
     * @param verdict whether an interleaving was wrong
     * @param interleavings how many were right
     * @param exhausted whether there are no more
     * @param seconds how long it took
     * @param summary what is wrong, in one line; null if nothing is
     * @param evidence the interleaving, one column for each thread; null if nothing is wrong
     */
    public record ScenarioResult(
            String name,
            Verdict verdict,
            long interleavings,
            boolean exhausted,
            double seconds,
            String summary,
            String evidence) {
        /** A scenario that came to its end. */
        public static ScenarioResult of(Recorded item) {
            Details.Scenario figures =
                    item.details() instanceof Details.Scenario said
                            ? said
                            : new Details.Scenario(0, 0, false);
            Found found = item instanceof Found wrong ? wrong : null;
            return new ScenarioResult(
                    item.name(),
                    found == null ? Verdict.PASSED : Verdict.FAILED,
                    figures.interleavings(),
                    figures.exhausted(),
                    figures.millis() / 1e3,
                    found == null ? null : found.summary(),
                    found == null ? null : found.evidence());
        }
    }

    @Override
    public boolean violated() {
        return scenarios.stream().anyMatch(scenario -> scenario.verdict == Verdict.FAILED);
    }

    @Override
    public boolean hung() {
        return false;
    }
}
