package org.alloclab.report.promises;

import org.alloclab.report.promises.PromiseStatus.PromiseVerdict;

import tools.jackson.databind.JsonNode;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Adds up what documents of one verb say. A field that is missing counts as 0, or as nothing.
 *
 * @param runs the documents, or parts of them
 */
record PromiseFigures(List<JsonNode> runs) {
    /** What some runs say. */
    record Figure(PromiseVerdict verdict, String text, String bound) {
        static Figure of(boolean kept, String text, String bound) {
            return new Figure(kept ? PromiseVerdict.KEPT : PromiseVerdict.BROKEN, text, bound);
        }
    }

    private long sum(String field) {
        return runs.stream().mapToLong(run -> run.path(field).asLong(0)).sum();
    }

    /** The elements of a list in all documents. */
    private PromiseFigures all(String list) {
        return new PromiseFigures(
                runs.stream().flatMap(run -> run.path(list).valueStream()).toList());
    }

    private PromiseFigures with(String field, String value) {
        return new PromiseFigures(
                runs.stream().filter(run -> run.path(field).asString("").equals(value)).toList());
    }

    private int count() {
        return runs.size();
    }

    private boolean isComplete() {
        return sum("recorded") == sum("planned");
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    /** Three over the number of trials: what a rate is below with 95 % confidence. */
    private static String bound(boolean kept, long trials, String each) {
        return kept && trials > 0 ? text("p < %.1e %s", 3.0 / trials, each) : "";
    }

    Figure soak() {
        long operations = sum("operations");
        long violations = sum("violations");
        return Figure.of(
                violations == 0 && isComplete() && operations > 0,
                text("%,d operations, %d violations", operations, violations),
                bound(violations == 0, operations, "an operation"));
    }

    Figure reached() {
        boolean missed = all("missed").count() > 0;
        Stream<Map.Entry<String, JsonNode>> paths =
                runs.stream().flatMap(run -> run.path("reached").propertyStream());
        String rarest =
                paths.filter(path -> path.getValue().asLong(0) > 0)
                        .min(Comparator.comparingLong(path -> path.getValue().asLong(0)))
                        .map(path ->
                                text(
                                        "rarest: %s, %,d times",
                                        path.getKey(), path.getValue().asLong(0)))
                        .orElse("");
        return Figure.of(
                !missed && !rarest.isEmpty(),
                rarest.isEmpty() ? "no path" : rarest,
                missed ? "void" : "");
    }

    Figure stress() {
        PromiseFigures tests = all("tests");
        Set<String> names = Set.copyOf(tests.runs.stream().map(PromiseFigures::name).toList());
        long samples = sum("samples");
        int wrong = tests.count() - tests.with("verdict", "passed").count();
        return Figure.of(
                wrong == 0 && isComplete() && samples > 0,
                text("%,d samples of %d tests, %d wrong", samples, names.size(), wrong),
                bound(wrong == 0, samples, "a sample"));
    }

    private static String name(JsonNode test) {
        return test.path("name").asString("");
    }

    Figure check() {
        PromiseFigures scenarios = all("scenarios");
        long interleavings = sum("interleavings");
        int wrong = scenarios.count() - scenarios.with("verdict", "passed").count();
        return Figure.of(
                wrong == 0 && isComplete() && interleavings > 0,
                text("%,d interleavings, %d wrong", interleavings, wrong),
                "");
    }

    Figure selftest() {
        long killed = sum("killed");
        long notVisible = sum("notVisible");
        long claimed = sum("total") - notVisible;
        boolean kept = killed == claimed && killed > 0;
        double rate = Math.floor(100 * Math.pow(0.05, 1.0 / killed));
        return Figure.of(
                kept,
                text("%d of %d killed, %d not visible", killed, claimed, notVisible),
                kept ? text("rate > %.0f %%", rate) : "");
    }

    Figure controls() {
        PromiseFigures controls = all("controls");
        int quiet = controls.with("verdict", "survived").count();
        return Figure.of(
                controls.count() == quiet && quiet > 0,
                text("%d of %d detectors quiet", quiet, controls.count()),
                "");
    }

    /** The sweeps of a name, and of a backend if one is given. */
    PromiseFigures sweeps(String name, String backend) {
        PromiseFigures sweeps = all("sweeps").with("name", name);
        return backend.isEmpty() ? sweeps : sweeps.with("backend", backend);
    }

    Figure sweep(String name, String backend) {
        PromiseFigures sweeps = sweeps(name, backend);
        long points = sweeps.sum("points");
        long stopped = sweeps.sum("stopped");
        String text = text("%,d of %,d points", sweeps.sum("survived"), points);
        if (stopped > 0) {
            text += text(", %,d stop", stopped);
        } else if (name.equals("arena")) {
            text += text(", %d leaks", sweeps.sum("leaks"));
        }
        return Figure.of(
                sweeps.with("verdict", "kept").count() == sweeps.count() && points > 0,
                text,
                "all there are");
    }

    Figure golden() {
        long operations = all("files").sum("operations");
        long differences = sum("differences");
        return Figure.of(
                differences == 0 && operations > 0,
                text("%,d operations, %d differ", operations, differences),
                "");
    }

    Figure misuse() {
        int cells = all("cells").count();
        long unexpected = sum("unexpected");
        return Figure.of(
                unexpected == 0 && cells > 0,
                text("%d of %d cells as stated", cells - unexpected, cells),
                "");
    }

    Figure configurations() {
        int all = all("configurations").count();
        int kept = all("configurations").with("verdict", "kept").count();
        long planned = sum("planned");
        return Figure.of(
                all == kept && all > 0 && all == planned,
                text("%d of %d configurations", kept, planned),
                "");
    }
}
