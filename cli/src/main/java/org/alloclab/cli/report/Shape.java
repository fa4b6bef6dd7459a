package org.alloclab.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a document must hold to be shown, part by part; what else it holds is left alone. */
final class Shape {
    private Shape() {}

    /** The fields that every document begins with. */
    static void checkHead(Place document) throws BadDocumentException {
        document.field("version").textIfAny();
        document.field("started").textIfAny();
        for (Place word : document.field("command").items()) {
            word.text();
        }
        Place seed = document.field("seed");
        if (!seed.isAbsent() && !seed.value().canConvertToLong()) {
            throw seed.wrong("a whole number of at most 64 bits");
        }
        Place machine = document.field("machine");
        if (!machine.isAbsent()) {
            for (String name : List.of("os", "arch", "cpu", "jvm")) {
                machine.field(name).textIfAny();
            }
            machine.figure("cpus");
        }
        Place partial = document.field("partial");
        if (!partial.isAbsent() && !partial.value().isBoolean()) {
            throw partial.wrong("true or false");
        }
    }

    /** What {@code alloclab bench} found. */
    static void checkBench(Place document) throws BadDocumentException {
        document.figure("planned");
        document.figure("recorded");
        for (Place result : list(document, "results")) {
            checkWhatRan(result);
            result.field("unit").text();
            figures(result, "score", "error", "forks", "bytesPerOp", "peakMappedBytes");
            checkSamples(result.field("samples"));
        }
        for (Place noise : document.field("noise").items()) {
            checkWhatRan(noise);
            figures(noise, "ratio", "low", "high");
        }
        for (Place ratio : document.field("ratios").items()) {
            checkRatio(ratio);
        }
        for (Place curve : document.field("scaling").items()) {
            checkCurve(curve);
        }
        document.field("peers").settings();
        for (Place error : document.field("errors").items()) {
            error.field("backend").text();
            error.field("reason").textIfAny();
            error.field("remedy").textIfAny();
        }
    }

    private static void checkWhatRan(Place measured) throws BadDocumentException {
        measured.field("workload").text();
        measured.field("params").settings();
        measured.field("backend").text();
        measured.field("layout").textIfAny();
        measured.field("threads").count(1);
    }

    private static void checkSamples(Place samples) throws BadDocumentException {
        for (Place sample : samples.items()) {
            if (sample.isAbsent() || !sample.isFinite()) {
                throw sample.wrong("a number");
            }
        }
    }

    private static void checkRatio(Place ratio) throws BadDocumentException {
        ratio.field("id").text();
        for (String name :
                List.of("title", "workload", "layout", "of", "to", "quantity", "bound", "reason")) {
            ratio.field(name).textIfAny();
        }
        ratio.field("params").settings();
        figures(ratio, "threads", "ratio", "low", "high", "target", "aim");
        Place verdict = ratio.field("verdict");
        if (Verdict.named(verdict.text()).isEmpty()) {
            throw verdict.wrong(
                    Arrays.stream(Verdict.values())
                            .map(Verdict::toString)
                            .collect(Collectors.joining(", ")));
        }
    }

    private static void checkCurve(Place curve) throws BadDocumentException {
        curve.field("workload").text();
        curve.field("params").settings();
        curve.field("backend").text();
        curve.field("layout").textIfAny();
        curve.field("refusal").textIfAny();
        for (Place point : curve.field("points").items()) {
            point.field("threads").count(1);
            figures(point, "opsPerSecond", "low", "high");
        }
        for (String name : List.of("alpha", "beta", "gamma")) {
            checkParts(curve.field(name), "value", "low", "high");
        }
        checkParts(curve.field("peak"), "threads", "low", "high");
        checkParts(curve.field("heldOut"), "threads", "predicted", "measured", "error");
    }

    private static void checkParts(Place whole, String... names) throws BadDocumentException {
        if (!whole.isAbsent()) {
            figures(whole, names);
        }
    }

    /** What {@code alloclab run} and {@code alloclab replay} found. */
    static void checkReplays(Place document) throws BadDocumentException {
        for (Place result : list(document, "results")) {
            result.field("trace").text();
            result.field("mode").text();
            result.field("backend").text();
            result.field("layout").textIfAny();
            result.field("threads").count(1);
            figures(result, "operations", "seconds", "opsPerSecond", "peakMappedBytes");
            figures(result, "peakLiveBytes", "liveBlocksAtEnd", "mappedBytesAtEnd");
            figures(result, "lockWaitShare", "violations");
        }
    }

    private static List<Place> list(Place document, String name) throws BadDocumentException {
        Place list = document.field(name);
        if (list.isAbsent()) {
            throw list.wrong("a list");
        }
        return list.items();
    }

    private static void figures(Place object, String... names) throws BadDocumentException {
        for (String name : names) {
            object.figure(name);
        }
    }
}
