package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.DetectorEvent.Recorded;
import org.alloclab.stress.protocol.StressResults.TestResult;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what the detector {@code stress} says. */
public final class StressTally extends DetectorTally<StressResults> {
    private final long budgetMillis;
    private final String folder;
    private final Map<String, TestResult> tests = new TreeMap<>();

    /**
     * @param folder where JCStress's own results are
     */
    public StressTally(long budgetMillis, String folder) {
        this.budgetMillis = budgetMillis;
        this.folder = folder;
    }

    @Override
    void plan(Details details) {
        if (details instanceof Details.StressPlan plan) {
            plan.chosen().forEach(name -> tests.put(name, TestResult.notRun(name)));
        }
    }

    @Override
    void record(Recorded item) {
        if (item.details() instanceof Details.Fork fork) {
            tests.merge(fork.test(), TestResult.of(fork, item), TestResult::and);
        }
    }

    @Override
    StressResults results(int planned, int recorded, String problem) {
        long samples = tests.values().stream().mapToLong(TestResult::samples).sum();
        List<TestResult> all = List.copyOf(tests.values());
        return new StressResults(budgetMillis, planned, recorded, samples, problem, folder, all);
    }
}
