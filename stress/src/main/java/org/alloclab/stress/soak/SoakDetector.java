package org.alloclab.stress.soak;

import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.coverage.CountingLoader;
import org.alloclab.stress.coverage.Counts;
import org.alloclab.stress.coverage.RarePath;
import org.alloclab.stress.coverage.RarePath.Need;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.LoadedAllocators;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.DetectorOrder.Traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * A soak of one allocator. An item is a phase; the paths that it reports are those of the whole run
 * so far. The plan names the paths without which the run is void.
 */
public final class SoakDetector implements Detector {
    /** More than processors, so that the system preempts some in the middle of a call. */
    private static final int CARRIERS = 32;

    /** As many threads keep each other from running at once. */
    private static final int CROWD = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Long> reached = new TreeMap<>();
    private List<RarePath> rare;

    @Override
    public String name() {
        return "soak";
    }

    /** One that counts the rare paths. */
    @Override
    public ClassLoader loader() {
        ClassLoader own = getClass().getClassLoader();
        return CountingLoader.hasLoaded(getClass()) ? own : new CountingLoader(own);
    }

    @Override
    public void run(DetectorOrder order, DetectorOutput output) throws Exception {
        System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(CARRIERS));
        SoakOptions options = options(order);
        AllocatorProvider provider = LoadedAllocators.named(order.backends().getFirst());
        rare = RarePath.required(order.packages().getFirst(), offered(options));
        Soak soak = new Soak(provider, options);
        List<String> required = new ArrayList<>(Soak.paths(options, provider));
        rare.forEach(path -> required.add(path.toString()));
        output.planned(soak.phases(), new Details.SoakPlan(required));
        output.started(soak.name(0));
        int[] phase = {0};
        soak.run(outcome -> {
            TrafficDetector.record(outcome, reachedAfter(outcome), output);
            phase[0]++;
            if (!outcome.isViolation() && phase[0] < soak.phases()) {
                output.started(soak.name(phase[0]));
            }
        });
    }

    private static SoakOptions options(DetectorOrder order) {
        Traffic traffic = order.traffic();
        return new SoakOptions(
                traffic.layout(),
                traffic.threads(),
                traffic.share() == null ? OptionalInt.empty() : OptionalInt.of(traffic.share()),
                traffic.virtual(),
                order.budget(),
                order.seed(),
                PATIENCE);
    }

    private static Set<Need> offered(SoakOptions options) {
        Set<Need> offered = EnumSet.noneOf(Need.class);
        if (options.hasOthers()) {
            offered.add(Need.OTHERS);
        }
        if (!options.virtual()) {
            offered.add(Need.PLATFORM);
        }
        if (options.threads() >= CROWD) {
            offered.add(Need.CROWD);
        }
        return offered;
    }

    private Map<String, Long> reachedAfter(RoundOutcome outcome) {
        outcome.reached().forEach((path, times) -> reached.merge(path, times, Long::sum));
        rare.forEach(path -> reached.put(path.toString(), Counts.of(path)));
        reached.values().removeIf(times -> times == 0); // as if there were no such path
        return reached;
    }
}
