package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.DetectorEvent.Found;
import org.alloclab.stress.protocol.DetectorEvent.Recorded;
import org.alloclab.stress.protocol.SoakResults.Finding;
import org.alloclab.stress.protocol.SoakResults.Phase;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up what the detectors {@code soak} and {@code churn} say. */
public final class SoakTally extends DetectorTally<SoakResults> {
    private static final String FAULTS = "arenas_refused";

    private final int threads;
    private final String folder;
    private final List<Phase> phases = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private List<String> required = List.of();
    private Map<String, Long> reached = Map.of();
    private final Set<String> leftOut = new TreeSet<>();

    /**
     * @param threads at work at once
     * @param folder where the log is
     */
    public SoakTally(int threads, String folder) {
        this.threads = threads;
        this.folder = folder;
    }

    @Override
    void plan(Details details) {
        if (details instanceof Details.SoakPlan plan) {
            required = plan.required();
        }
    }

    @Override
    void record(Recorded item) {
        if (item.details() instanceof Details.Phase phase) {
            phases.add(new Phase(item.name(), phase.operations(), phase.millis() / 1e3));
            reached = phase.reached();
            leftOut.addAll(phase.leftOut());
            if (item instanceof Found found) {
                findings.add(
                        new Finding(found.name(), found.summary(), found.evidence(), phase.hung()));
            }
        }
    }

    /** A crash of the JVM is a violation, and a JVM that is silent for too long hangs. */
    @Override
    public synchronized void add(Ending ending) {
        if (ending instanceof Ending.Died died && died.isCrash()) {
            String log = String.join("\n", died.log());
            findings.add(new Finding("the JVM", "the JVM " + died.reason(), log, false));
        } else if (ending instanceof Ending.Hung hung) {
            String phase = hung.item() == null ? "the start" : hung.item();
            findings.add(new Finding(phase, "the JVM was silent", hung.threads(), true));
        }
    }

    /** Calls so far. */
    public synchronized long operations() {
        return phases.stream().mapToLong(Phase::operations).sum();
    }

    @Override
    SoakResults results(int planned, int recorded, String problem) {
        long operations = operations();
        List<String> missed =
                required.stream().filter(path -> reached.getOrDefault(path, 0L) == 0).toList();
        boolean bounded = findings.isEmpty() && operations > 0;
        return new SoakResults(
                operations,
                threads,
                phases.stream().mapToDouble(Phase::seconds).sum(),
                (int) findings.stream().filter(finding -> !finding.hung()).count(),
                reached.getOrDefault(FAULTS, 0L),
                new TreeMap<>(reached),
                missed,
                List.copyOf(leftOut),
                bounded ? 3.0 / operations : null,
                planned,
                recorded,
                problem,
                folder,
                List.copyOf(phases),
                List.copyOf(findings));
    }
}
