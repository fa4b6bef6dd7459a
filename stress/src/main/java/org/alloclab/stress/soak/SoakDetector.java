package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.coverage.Counts;
import org.alloclab.stress.coverage.RarePath;
import org.alloclab.stress.coverage.RarePath.Need;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Model;
import org.alloclab.stress.detector.Order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A soak of one allocator. An item is a phase; what is said of it are its figures and, in {@code
 * reached}, how often each path was taken in the whole run so far. {@code required} in the plan are
 * those without which the run says nothing.
 *
 * <p>To be loaded by a {@code CountingLoader}.
 */
public final class SoakDetector implements Detector {
    /** More than processors, so that the system stops some in the middle of a call. */
    private static final int CARRIERS = 32;

    private final Map<String, Long> reached = new LinkedHashMap<>();
    private List<RarePath> rare;

    @Override
    public void run(Order order, DetectorOutput findings) throws Exception {
        System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(CARRIERS));
        Model model = order.models().iterator().next();
        SoakOptions demand = demand(order);
        rare = RarePath.required(model.packageName(), offered(demand));
        AllocatorProvider provider = model.provider();
        Soak soak = new Soak(provider, demand);
        findings.planned(soak.phases(), Map.of("required", required(provider, demand)));
        findings.started(soak.name(0));
        int[] phase = {0};
        soak.run(outcome -> {
            record(outcome, findings);
            phase[0]++;
            if (!outcome.isViolation() && phase[0] < soak.phases()) {
                findings.started(soak.name(phase[0]));
            }
        });
    }

    private static SoakOptions demand(Order order) {
        Map<String, String> more = order.more();
        return new SoakOptions(
                HeapLayout.valueOf(more.getOrDefault("layout", "classic").toUpperCase()),
                Integer.parseInt(more.getOrDefault("threads", "8")),
                more.containsKey("share")
                        ? OptionalInt.of(Integer.parseInt(more.get("share")))
                        : OptionalInt.empty(),
                Boolean.parseBoolean(more.getOrDefault("virtual", "false")),
                order.budget(),
                order.seed(),
                Duration.ofMillis(Long.parseLong(more.getOrDefault("patience", "10000"))));
    }

    private static Set<Need> offered(SoakOptions demand) {
        Set<Need> offered = EnumSet.noneOf(Need.class);
        if (demand.hasOthers()) {
            offered.add(Need.OTHERS);
        }
        if (!demand.virtual()) {
            offered.add(Need.PLATFORM);
        }
        if (demand.threads() >= 8) {
            offered.add(Need.CROWD);
        }
        return offered;
    }

    private List<String> required(AllocatorProvider provider, SoakOptions demand) {
        List<String> names = new ArrayList<>(Soak.paths(demand, provider));
        rare.forEach(path -> names.add(path.toString()));
        return names;
    }

    private void record(RoundOutcome outcome, DetectorOutput findings) {
        outcome.reached().forEach((path, times) -> reached.merge(path, times, Long::sum));
        rare.forEach(path -> reached.put(path.toString(), Counts.of(path)));
        reached.values().removeIf(times -> times == 0); // as if there were no such path
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("millis", outcome.millis());
        more.put("operations", outcome.operations());
        more.put("hung", outcome.hung());
        more.put("reached", reached);
        more.put("leftOut", outcome.leftOut());
        if (outcome.isViolation()) {
            findings.found(outcome.name(), outcome.summary(), outcome.evidence(), more);
        } else {
            findings.done(outcome.name(), more);
        }
    }
}
