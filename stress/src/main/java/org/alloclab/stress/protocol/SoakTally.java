package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.SoakResults.Finding;
import org.alloclab.stress.protocol.SoakResults.Phase;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Adds up what the detectors {@code soak} and {@code churn} say. Any thread. */
public final class SoakTally {
    private static final String FAULTS = "arenas_refused";

    private final int threads;
    private final String folder;
    private final List<Phase> phases = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> required = new ArrayList<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private Map<String, Long> reached = new TreeMap<>();
    private int planned;

    /**
     * @param threads at work at once
     * @param folder where the log is
     */
    public SoakTally(int threads, String folder) {
        this.threads = threads;
        this.folder = folder;
    }

    /** What the detector said. */
    public synchronized void add(DetectorEvent event) {
        switch (event) {
            case DetectorEvent.Planned plan -> {
                planned = plan.items();
                plan.more().path("required").forEach(name -> required.add(name.asString()));
            }
            case DetectorEvent.Done done -> add(done.name(), done.more());
            case DetectorEvent.Found found -> {
                boolean hung = found.more().path("hung").asBoolean(false);
                findings.add(new Finding(found.name(), found.summary(), found.evidence(), hung));
                add(found.name(), found.more());
            }
            case DetectorEvent.Started _, DetectorEvent.End _ -> {}
        }
    }

    private void add(String name, JsonNode more) {
        double seconds = more.path("millis").asLong(0) / 1000.0;
        phases.add(new Phase(name, more.path("operations").asLong(0), seconds));
        more.path("leftOut").forEach(line -> leftOut.add(line.asString()));
        Map<String, Long> soFar = new TreeMap<>();
        more.path("reached")
                .properties()
                .forEach(path -> soFar.put(path.getKey(), path.getValue().asLong(0)));
        reached = soFar;
    }

    /** What is wrong if the detector ended in this way. */
    public synchronized void add(Ending ending) {
        if (ending instanceof Ending.Died died && died.isCrash()) {
            String log = String.join("\n", died.log());
            findings.add(new Finding("the JVM", "the JVM " + died.reason(), log, false));
        } else if (ending instanceof Ending.Hung hung) {
            String phase = hung.item() == null ? "the start" : hung.item();
            findings.add(new Finding(phase, "the JVM said no more", hung.threads(), true));
        }
    }

    /** Calls so far. */
    public synchronized long operations() {
        return phases.stream().mapToLong(Phase::operations).sum();
    }

    /** Phases so far. */
    public synchronized int recorded() {
        return phases.size();
    }

    /**
     * All that was said so far.
     *
     * @param problem why it is not all there is; or null
     */
    public synchronized SoakResults results(String problem) {
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
                phases.size(),
                problem,
                folder,
                List.copyOf(phases),
                List.copyOf(findings));
    }
}
