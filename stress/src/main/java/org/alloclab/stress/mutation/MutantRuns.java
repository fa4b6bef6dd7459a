package org.alloclab.stress.mutation;

import org.alloclab.stress.mutation.MutantRun.Expected;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which detectors try to find a mutant, in which order, and for how long. */
public final class MutantRuns {
    private static final Duration NOT_VISIBLE = Duration.ofSeconds(12);
    private static final Duration FOCUSED = Duration.ofSeconds(25);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofSeconds(90);

    /** What tests of the lock-free model are about, by the class that a patch changes. */
    private static final Map<String, String> STRESS_TOPICS =
            Map.ofEntries(
                    topic(
                            "PoolWord",
                            "PoolWordStress|Detach\\.|Retire\\.|Adopt\\.|Abandon\\.|Keep\\."),
                    topic(
                            "Pool",
                            "PoolWordStress|Detach\\.|Retire\\.|Adopt\\.|Abandon\\.|Keep\\."
                                    + "|Reuse\\.|DoubleFree\\."),
                    topic(
                            "PoolBlocks",
                            "PoolWordStress|Adopt\\.|Abandon\\.|Reuse\\.|DoubleFree\\."),
                    topic("Arena", "ArenaBits\\.|HintsStress"),
                    topic(
                            "Arenas",
                            "ArenasStress|IdleArenasStress|HintsStress|ArenaBits\\.|ClosedHeap\\."),
                    topic("IdleArenas", "IdleArenasStress"),
                    topic("ArenaTable", "ArenaTableStress|HintsStress|ArenasStress"),
                    topic("Bits", "BitsStress|HintsStress"),
                    topic("Hints", "HintsStress|BitsStress"),
                    topic("ThreadCache", "ThreadCache|Adopt\\.|Abandon\\.|Keep\\."),
                    topic("ThreadCaches", "ThreadCache"),
                    topic("Stripe", "StripeStress"),
                    topic("Stripes", "StripeStress"),
                    topic("CloseGuard", "CloseGuardStress"),
                    topic("Marks", "MarksStress|Reuse\\.|DoubleFree\\."),
                    topic("Magazines", "LockFreeAllocatorStress|Reuse\\."),
                    topic(
                            "LockFreeAllocator",
                            "LockFreeAllocatorStress|CloseGuardStress|ClosedHeap\\."));

    private static final Map<String, String> MODEL_TOPICS =
            Map.ofEntries(
                    topic("PoolWord", "PoolScenario"),
                    topic("Pool", "PoolScenario"),
                    topic("PoolBlocks", "PoolScenario"),
                    topic("Arena", "\\.ArenaScenario"),
                    topic("Arenas", "ArenasScenario"),
                    topic("IdleArenas", "ArenasScenario|HeapScenario"),
                    topic("ArenaTable", "ArenasScenario"),
                    topic("Bits", "HintsScenario"),
                    topic("Hints", "HintsScenario"),
                    topic("ThreadCache", "CachesScenario"),
                    topic("ThreadCaches", "CachesScenario"),
                    topic("Stripe", "StripeScenario"),
                    topic("CloseGuard", "GateScenario"));

    private MutantRuns() {}

    private static Map.Entry<String, String> topic(String type, String tests) {
        return Map.entry(type, tests);
    }

    /** What is tried on a mutant, the cheapest first. */
    public static List<MutantRun> of(Mutant mutant, SourcePatch patch) {
        List<String> models = models(patch);
        if (mutant.claim().isPresent()) {
            ExpectedDetector claim = mutant.claim().get();
            Duration budget = claim.visible() ? LONG : NOT_VISIBLE;
            Expected expected = claim.visible() ? Expected.KILLED : Expected.NOT_VISIBLE;
            return List.of(
                    new MutantRun(claim.detector(), models, claim.tests(), budget, expected));
        }
        List<MutantRun> attempts = new ArrayList<>();
        attempts.add(unclaimed("unit", models, "", LONG));
        if (models.contains("gil")) {
            attempts.add(unclaimed("golden", List.of("gil"), "", LONG));
        }
        String stress = topics(patch, STRESS_TOPICS);
        String model = topics(patch, MODEL_TOPICS);
        if (!model.isEmpty()) {
            attempts.add(unclaimed("model", models, model, FOCUSED));
        }
        if (!stress.isEmpty()) {
            attempts.add(unclaimed("stress", models, stress, FOCUSED));
        }
        attempts.add(unclaimed("traffic", models, "", FOCUSED));
        attempts.add(unclaimed("model", models, "", LONG));
        attempts.add(unclaimed("stress", models, "", LONGEST));
        attempts.add(unclaimed("traffic", models, "", LONG));
        return attempts;
    }

    private static MutantRun unclaimed(
            String detector, List<String> models, String tests, Duration budget) {
        return new MutantRun(detector, models, tests, budget, Expected.UNKNOWN);
    }

    /** The models that a patch changes; a change to what both stand on changes both. */
    private static List<String> models(SourcePatch patch) {
        Set<String> models = new TreeSet<>();
        for (String path : patch.paths()) {
            switch (Sources.module(path)) {
                case "gil-model" -> models.add("gil");
                case "lockfree-model" -> models.add("lockfree");
                default -> models.addAll(List.of("gil", "lockfree"));
            }
        }
        return List.copyOf(models);
    }

    private static String topics(SourcePatch patch, Map<String, String> topics) {
        return patch.paths().stream()
                .map(path -> path.replaceFirst(".*/(\\w+)\\.java", "$1"))
                .map(type -> topics.getOrDefault(type, ""))
                .filter(tests -> !tests.isEmpty())
                .distinct()
                .collect(Collectors.joining("|"));
    }

    /**
     * The same detectors and tests for the code as shipped, which must find nothing: each once for
     * all mutants together.
     */
    public static List<MutantRun> controls(List<MutantRun> attempts) {
        Map<String, Set<String>> tests = new LinkedHashMap<>();
        Map<String, Set<String>> models = new LinkedHashMap<>();
        for (MutantRun attempt : attempts) {
            tests.computeIfAbsent(attempt.detector(), _ -> new LinkedHashSet<>())
                    .add(attempt.tests());
            models.computeIfAbsent(attempt.detector(), _ -> new TreeSet<>())
                    .addAll(attempt.backends());
        }
        List<MutantRun> controls = new ArrayList<>();
        tests.forEach((detector, expressions) ->
                controls.add(
                        new MutantRun(
                                detector,
                                List.copyOf(models.get(detector)),
                                either(expressions),
                                expressions.size() > 1 ? LONGEST : FOCUSED,
                                Expected.UNKNOWN)));
        return controls;
    }

    private static String either(Set<String> expressions) {
        return expressions.contains("")
                ? ""
                : expressions.stream().map("(?:%s)"::formatted).collect(Collectors.joining("|"));
    }
}
