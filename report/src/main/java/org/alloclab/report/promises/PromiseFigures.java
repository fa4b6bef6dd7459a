package org.alloclab.report.promises;

import org.alloclab.report.promises.PromiseStatus.Figure;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Adds up what documents of one verb say. */
final class PromiseFigures {
    private static long sum(List<JsonNode> runs, String field) {
        return runs.stream().mapToLong(run -> run.path(field).asLong(0)).sum();
    }

    /** The entries of an array in all documents. */
    private static Stream<JsonNode> all(List<JsonNode> runs, String array) {
        return runs.stream().flatMap(run -> run.path(array).valueStream());
    }

    private static long count(List<JsonNode> runs, String array, String field, String value) {
        return all(runs, array).filter(one -> one.path(field).asString("").equals(value)).count();
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    Figure soak(List<JsonNode> runs) {
        long operations = sum(runs, "operations");
        long violations = sum(runs, "violations");
        boolean whole = sum(runs, "recorded") == sum(runs, "planned");
        return new Figure(
                violations == 0 && whole && operations > 0,
                text("%,d operations, %d violations", operations, violations),
                violations == 0 ? Promises.bound(operations, "an operation") : "");
    }

    Figure reached(List<JsonNode> runs) {
        long missed = all(runs, "missed").count();
        Map<Long, String> counts = new TreeMap<>();
        for (JsonNode run : runs) {
            run.path("reached")
                    .propertyStream()
                    .filter(path -> path.getValue().asLong() > 0)
                    .forEach(path -> counts.putIfAbsent(path.getValue().asLong(), path.getKey()));
        }
        String least =
                counts.entrySet().stream()
                        .findFirst()
                        .map(path -> text("rarest: %s, %,d times", path.getValue(), path.getKey()))
                        .orElse("no path");
        return new Figure(missed == 0 && !counts.isEmpty(), least, missed == 0 ? "" : "void");
    }

    Figure stress(List<JsonNode> runs) {
        long samples = sum(runs, "samples");
        long tests =
                all(runs, "tests").map(test -> test.path("name").asString("")).distinct().count();
        long wrong = all(runs, "tests").count() - count(runs, "tests", "verdict", "passed");
        boolean whole = sum(runs, "recorded") == sum(runs, "planned");
        return new Figure(
                wrong == 0 && whole && samples > 0,
                text("%,d samples of %d tests, %d wrong", samples, tests, wrong),
                wrong == 0 ? Promises.bound(samples, "a sample") : "");
    }

    Figure check(List<JsonNode> runs) {
        long interleavings = sum(runs, "interleavings");
        long scenarios = all(runs, "scenarios").count();
        long wrong = scenarios - count(runs, "scenarios", "verdict", "passed");
        boolean whole = sum(runs, "recorded") == sum(runs, "planned");
        return new Figure(
                wrong == 0 && whole && interleavings > 0,
                text("%,d interleavings, %d wrong", interleavings, wrong),
                "");
    }

    Figure selftest(List<JsonNode> runs) {
        long killed = sum(runs, "killed");
        long claimed = sum(runs, "total") - sum(runs, "notVisible");
        String bound =
                killed == claimed && killed > 0
                        ? text("rate > %.0f %%", Math.floor(100 * Math.pow(0.05, 1.0 / killed)))
                        : "";
        return new Figure(
                killed == claimed && killed > 0,
                text("%d of %d killed", killed, claimed)
                        + text(", %d not visible", sum(runs, "notVisible")),
                bound);
    }

    Figure controls(List<JsonNode> runs) {
        long controls = all(runs, "controls").count();
        long quiet = count(runs, "controls", "verdict", "survived");
        return new Figure(
                controls == quiet && controls > 0,
                text("%d of %d detectors quiet", quiet, controls),
                "");
    }

    /** The sweeps of a name, and of a backend if one is given. */
    static List<JsonNode> sweeps(List<JsonNode> runs, String name, String backend) {
        return all(runs, "sweeps")
                .filter(sweep -> sweep.path("name").asString("").equals(name))
                .filter(sweep ->
                        backend.isEmpty() || sweep.path("backend").asString("").equals(backend))
                .toList();
    }

    Figure sweep(List<JsonNode> runs, String name, String backend) {
        List<JsonNode> sweeps = sweeps(runs, name, backend);
        long points = sum(sweeps, "points");
        long kept =
                sweeps.stream()
                        .filter(sweep -> sweep.path("verdict").asString("").equals("kept"))
                        .count();
        long stopped = sum(sweeps, "stopped");
        String text = text("%,d of %,d points", sum(sweeps, "survived"), points);
        if (stopped > 0) {
            text += text(", %,d stop", stopped);
        } else {
            text += name.equals("arena") ? text(", %d leaks", sum(sweeps, "leaks")) : "";
        }
        return new Figure(kept == sweeps.size() && points > 0, text, "all there are");
    }

    Figure golden(List<JsonNode> runs) {
        long operations =
                all(runs, "files").mapToLong(file -> file.path("operations").asLong()).sum();
        long differences = sum(runs, "differences");
        return new Figure(
                differences == 0 && operations > 0,
                text("%,d operations, %d differ", operations, differences),
                "");
    }

    Figure misuse(List<JsonNode> runs) {
        long cells = all(runs, "cells").count();
        long unexpected = sum(runs, "unexpected");
        return new Figure(
                unexpected == 0 && cells > 0,
                text("%d of %d cells as stated", cells - unexpected, cells),
                "");
    }

    Figure configurations(List<JsonNode> runs) {
        long all = all(runs, "configurations").count();
        long kept = count(runs, "configurations", "verdict", "kept");
        return new Figure(
                all == kept && all > 0 && all == sum(runs, "planned"),
                text("%d of %d configurations", kept, sum(runs, "planned")),
                "");
    }
}
