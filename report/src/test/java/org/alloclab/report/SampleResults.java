package org.alloclab.report;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Documents as the verbs write them, with made-up figures: they say nothing of any allocator. The
 * same seed gives the same figures.
 */
public final class SampleResults {
    /** Workloads of {@code bench} in all, and those with more than one number of threads. */
    static final int WORKLOADS = 6;

    static final int SCALED = 4;

    /** Names that are out to be something else than names. */
    static final List<String> HOSTILE =
            List.of(
                    "</script><img src=x onerror=window.hit=1>",
                    "\"'><b class=hit>&lt;&amp;\u2028\u2029",
                    "\u202emalloc \u05d0\u05d1\u05d2",
                    "<!--<script>window.hit=1</script>",
                    "__proto__",
                    "x".repeat(10_000));

    private static final Set<String> STRUCTURE =
            Set.of("schema", "unit", "quantity", "bound", "verdict");
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> OURS = List.of("lockfree", "gil", "gil-held");
    private static final List<String> PEERS =
            List.of("glibc", "jemalloc", "mimalloc", "tcmalloc", "netty-adaptive");

    private final Random random;
    private final int cpus;
    private final ObjectNode document = JSON.createObjectNode();
    private final Map<List<Object>, Double> scores = new LinkedHashMap<>();

    private SampleResults(String verb, long seed, int cpus) {
        random = new Random(seed);
        this.cpus = cpus;
        document.put("schema", "alloclab." + verb + "/1").put("version", "0.0.0-sample");
        document.putArray("command").add(verb).add("--suite").add("quick");
        document.put("seed", seed).put("started", "2026-01-02T03:04:05.678Z");
        document.putObject("machine")
                .put("os", "Sample OS 1.0")
                .put("arch", "amd64")
                .put("cpu", "Synthetic CPU (generated sample)")
                .put("cpus", cpus)
                .put("jvm", "Sample VM 25");
    }

    /** A workload of the samples. */
    private record Workload(String name, Map<String, String> params, double nanos, int... threads) {
        ObjectNode of(String backend, String layout) {
            ObjectNode node = JSON.createObjectNode().put("workload", name);
            node.set("params", JSON.valueToTree(params));
            return node.put("backend", backend).put("layout", layout);
        }
    }

    /** What {@code bench} would write on a machine with so many CPUs. */
    public static ObjectNode bench(long seed, int cpus) {
        return new SampleResults("bench", seed, cpus).bench();
    }

    /** What {@code run} would write on a machine with so many CPUs. */
    public static ObjectNode run(long seed, int cpus) {
        return new SampleResults("run", seed, cpus).run();
    }

    /** What {@code bench} might write if all names were hostile, and figures missing. */
    static ObjectNode hostile() {
        ObjectNode document = bench(4, 2);
        spoil(document);
        ArrayNode results = (ArrayNode) document.get("results");
        ((ObjectNode) results.get(0)).put("score", Double.NaN);
        ((ObjectNode) results.get(1)).put("score", "NaN").put("error", "-Infinity");
        ((ObjectNode) results.get(2)).putNull("samples");
        ((ObjectNode) document.get("machine")).putNull("cpus");
        document.putNull("started").put("partial", true);
        ObjectNode ratio = (ObjectNode) document.get("ratios").get(0);
        ratio.putNull("title").putNull("workload").putNull("of").putNull("to");
        return document;
    }

    /** Puts something hostile before each text, before equal ones the same. */
    private static void spoil(JsonNode node) {
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i).isString()) {
                    list.set(i, spoiled(list.get(i).asString()));
                }
                spoil(list.get(i));
            }
        } else if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                if (object.get(name).isString() && !STRUCTURE.contains(name)) {
                    object.put(name, spoiled(object.get(name).asString()));
                }
                spoil(object.get(name));
            }
        }
    }

    private static String spoiled(String text) {
        return HOSTILE.get(Math.floorMod(text.hashCode(), HOSTILE.size())) + text;
    }

    /** Writes a document. */
    public static Path saved(ObjectNode document, Path file) throws IOException {
        return Files.writeString(file, JSON.writeValueAsString(document));
    }

    private int[] upTo(int most) {
        return Arrays.stream(new int[] {1, 2, 4, 8, 16, 32}).filter(n -> n <= most).toArray();
    }

    private ObjectNode bench() {
        int[] all = upTo(4 * cpus);
        List<Workload> workloads =
                List.of(
                        new Workload("pair", Map.of("size", "64"), 4, all),
                        new Workload("batch", Map.of("count", "100", "order", "FIFO"), 5, all),
                        new Workload("churn", Map.of(), 8, all),
                        new Workload("larson", Map.of(), 14, all),
                        new Workload("xmalloc", Map.of("ratio", "1:1"), 30, 2),
                        new Workload("trace", Map.of("trace", "json_docs"), 11, 1));
        ArrayNode results = document.putArray("results");
        for (Workload workload : workloads) {
            for (String layout : List.of("modern", "classic")) {
                OURS.forEach(backend -> measure(results, workload, backend, layout));
            }
            PEERS.forEach(backend -> measure(results, workload, backend, null));
        }
        document.put("planned", results.size()).put("recorded", results.size());
        noise(workloads.getFirst());
        document.putArray("kept");
        ArrayNode ratios = document.putArray("ratios");
        for (Workload workload : workloads) {
            for (int threads : workload.threads()) {
                if (threads <= 2) {
                    for (String layout : List.of("modern", "classic")) {
                        ratios.add(ratio(workload, threads, layout));
                    }
                }
            }
        }
        ratios.add(notMeasured(workloads.getFirst()));
        ArrayNode scaling = document.putArray("scaling");
        for (Workload workload : workloads.subList(0, 4)) {
            for (String layout : List.of("modern", "classic")) {
                OURS.forEach(backend -> scaling.add(curve(workload, backend, layout)));
            }
            PEERS.forEach(backend -> scaling.add(curve(workload, backend, null)));
        }
        document.putObject("peers").put("glibc", "2.0, libsample.so.6").put("mimalloc", "1.0");
        document.putArray("errors")
                .addObject()
                .put("backend", "pymalloc")
                .put("reason", "libpython3: not found in /usr/lib, /usr/local/lib")
                .put("remedy", "install python3, or give --peer-lib pymalloc=PATH");
        return document;
    }

    private void measure(ArrayNode results, Workload workload, String backend, String layout) {
        double own = 0.7 + 0.9 * random.nextDouble();
        if (backend.equals("netty-adaptive")) {
            own *= 12;
        }
        for (int threads : workload.threads()) {
            double nanos = workload.nanos() * own * slowing(backend, threads);
            double[] samples = new double[10];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = nanos * (1 + 0.03 * random.nextGaussian());
            }
            Arrays.sort(samples);
            double score = (samples[4] + samples[5]) / 2;
            scores.put(Arrays.asList(workload.name(), backend, layout, threads), score);
            ObjectNode result = workload.of(backend, layout).put("threads", threads);
            result.put("score", score).put("error", 0.03 * score).put("unit", "ns/op");
            result.set("samples", JSON.valueToTree(samples));
            result.put("forks", 2).put("bytesPerOp", layout == null ? 0.004 : 0);
            result.put("peakMappedBytes", (long) (own * threads * (1 << 20) * workload.nanos()));
            results.add(result);
        }
    }

    /**
     * How many times longer a pair takes with so many threads, by the Universal Scalability Law.
     */
    private double slowing(String backend, int threads) {
        double turns = backend.startsWith("gil") ? 1 : Math.max(1, threads / (double) cpus);
        return turns
                * (1 + alpha(backend) * (threads - 1) + beta(backend) * threads * (threads - 1));
    }

    private static double alpha(String backend) {
        return backend.startsWith("gil") ? 0.95 : backend.equals("lockfree") ? 0.01 : 0.04;
    }

    private static double beta(String backend) {
        return backend.equals("gil") ? 0.05 : backend.equals("lockfree") ? 0.0005 : 0.004;
    }

    private double score(Workload workload, String backend, String layout, int threads) {
        return scores.get(Arrays.asList(workload.name(), backend, layout, threads));
    }

    private void noise(Workload workload) {
        ObjectNode row = workload.of("lockfree", "modern").put("threads", 1);
        document.putArray("noise").add(row.put("ratio", 1.01).put("low", 0.98).put("high", 1.04));
    }

    private ObjectNode ratio(Workload workload, int threads, String layout) {
        String best = "mimalloc";
        for (String peer : PEERS.subList(0, 4)) {
            if (score(workload, peer, null, threads) < score(workload, best, null, threads)) {
                best = peer;
            }
        }
        double ratio =
                score(workload, "lockfree", layout, threads) / score(workload, best, null, threads);
        double target = layout.equals("modern") ? 1 : 1.25;
        boolean kept = ratio <= target;
        boolean near = Math.abs(ratio / target - 1) < 0.04;
        String unit = threads == 1 ? "thread" : "threads";
        ObjectNode row = JSON.createObjectNode();
        row.put("id", String.join("-", workload.name(), layout, "" + threads));
        row.put(
                "title",
                "%s, %d %s: lockfree / best peer".formatted(workload.name(), threads, unit));
        row.put("workload", workload.name()).set("params", JSON.valueToTree(workload.params()));
        row.put("threads", threads).put("layout", layout).put("of", "lockfree").put("to", best);
        row.put("quantity", "time").put("ratio", ratio);
        row.put("low", 0.97 * ratio).put("high", 1.04 * ratio);
        row.put("bound", "at most").put("target", target).put("aim", 0.7);
        row.put("verdict", near ? "within noise" : kept ? "kept" : "missed");
        return row.putNull("reason");
    }

    private static ObjectNode notMeasured(Workload workload) {
        ObjectNode row = JSON.createObjectNode().put("id", "gil-held-pair-1");
        row.put("title", "pair, 1 thread: gil-held / CPython's own");
        row.put("workload", workload.name()).set("params", JSON.valueToTree(workload.params()));
        row.put("threads", 1).put("layout", "modern").put("of", "gil-held").put("to", "pymalloc");
        row.put("quantity", "time").putNull("ratio").putNull("low").putNull("high");
        row.put("bound", "at most").put("target", 1).putNull("aim");
        return row.put("verdict", "not measured").put("reason", "pymalloc is not installed");
    }

    private ObjectNode curve(Workload workload, String backend, String layout) {
        ObjectNode curve = workload.of(backend, layout);
        ArrayNode points = curve.putArray("points");
        for (int threads : workload.threads()) {
            double ops = threads * 1e9 / score(workload, backend, layout, threads);
            points.addObject()
                    .put("threads", threads)
                    .put("opsPerSecond", ops)
                    .put("low", 0.96 * ops)
                    .put("high", 1.03 * ops);
        }
        if (cpus < 4) {
            for (String name : List.of("alpha", "beta", "gamma", "peak", "heldOut")) {
                curve.putNull(name);
            }
            return curve.put("refusal", "not enough points: %d CPUs (expected: 4)".formatted(cpus));
        }
        double gamma = 1e9 / score(workload, backend, layout, 1);
        double alpha = alpha(backend);
        double beta = beta(backend);
        limits(curve.putObject("alpha"), "value", alpha);
        limits(curve.putObject("beta"), "value", beta);
        limits(curve.putObject("gamma"), "value", gamma);
        limits(curve.putObject("peak"), "threads", Math.sqrt((1 - alpha) / beta));
        curve.putObject("heldOut")
                .put("threads", 4 * cpus)
                .put("predicted", 1.1 * gamma)
                .put("measured", gamma)
                .put("error", 0.1);
        return curve.putNull("refusal");
    }

    private static void limits(ObjectNode node, String name, double value) {
        node.put(name, value).put("low", 0.9 * value).put("high", 1.1 * value);
    }

    private ObjectNode run() {
        document.put("rounds", 5);
        ArrayNode results = document.putArray("results");
        for (int threads : upTo(2 * cpus)) {
            replay(results, "json_docs", "copies", "gil", threads);
            replay(results, "json_docs", "copies", "lockfree", threads);
        }
        replay(results, "thread_pipeline", "recorded", "gil", 6);
        replay(results, "thread_pipeline", "recorded", "lockfree", 6);
        return document;
    }

    private void replay(ArrayNode results, String trace, String mode, String backend, int threads) {
        boolean gil = backend.equals("gil");
        double speed = 1e7 * (1 + 0.1 * random.nextDouble()) * threads / slowing(backend, threads);
        long live = (long) threads << 23;
        ObjectNode result = JSON.createObjectNode().put("trace", trace).put("mode", mode);
        result.put("backend", backend).put("layout", "classic").put("threads", threads);
        result.put("operations", 500_000L * threads);
        result.put("seconds", 500_000 * threads / speed).put("opsPerSecond", (long) speed);
        result.put("peakMappedBytes", (long) (live * (gil ? 1.1 : 1.15)));
        result.put("peakLiveBytes", live).put("liveBlocksAtEnd", 0).put("mappedBytesAtEnd", 0);
        if (gil) {
            result.put("lockWaitShare", 1 - 1.0 / threads);
        } else {
            result.putNull("lockWaitShare");
        }
        results.add(result.put("violations", 0));
    }
}
