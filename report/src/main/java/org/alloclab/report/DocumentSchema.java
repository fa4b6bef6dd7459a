package org.alloclab.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a document must hold to be shown, part by part; what else it holds is left alone. */
final class DocumentSchema {
    private DocumentSchema() {}

    /** The fields that every document begins with. */
    static void checkHead(JsonCursor document) throws BadDocumentException {
        document.field("version").textIfAny();
        document.field("started").textIfAny();
        for (JsonCursor word : document.field("command").items()) {
            word.text();
        }
        JsonCursor seed = document.field("seed");
        if (!seed.isAbsent() && !seed.value().canConvertToLong()) {
            throw seed.wrong("a whole number of at most 64 bits");
        }
        JsonCursor machine = document.field("machine");
        if (!machine.isAbsent()) {
            for (String name : List.of("os", "arch", "cpu", "jvm")) {
                machine.field(name).textIfAny();
            }
            machine.figure("cpus");
        }
        JsonCursor partial = document.field("partial");
        if (!partial.isAbsent() && !partial.value().isBoolean()) {
            throw partial.wrong("true or false");
        }
    }

    /** What {@code alloclab bench} found. */
    static void checkBench(JsonCursor document) throws BadDocumentException {
        document.figure("planned");
        document.figure("recorded");
        for (JsonCursor result : list(document, "results")) {
            checkWhatRan(result);
            result.field("unit").text();
            figures(result, "score", "error", "forks", "bytesPerOp", "peakMappedBytes");
            checkSamples(result.field("samples"));
        }
        for (JsonCursor noise : document.field("noise").items()) {
            checkWhatRan(noise);
            figures(noise, "ratio", "low", "high");
        }
        for (JsonCursor ratio : document.field("ratios").items()) {
            checkRatio(ratio);
        }
        for (JsonCursor curve : document.field("scaling").items()) {
            checkCurve(curve);
        }
        document.field("peers").settings();
        for (JsonCursor error : document.field("errors").items()) {
            error.field("backend").text();
            error.field("reason").textIfAny();
            error.field("remedy").textIfAny();
        }
    }

    private static void checkWhatRan(JsonCursor measured) throws BadDocumentException {
        measured.field("workload").text();
        measured.field("params").settings();
        measured.field("backend").text();
        measured.field("layout").textIfAny();
        measured.field("threads").count(1);
    }

    private static void checkSamples(JsonCursor samples) throws BadDocumentException {
        for (JsonCursor sample : samples.items()) {
            if (sample.isAbsent() || !sample.isFinite()) {
                throw sample.wrong("a number");
            }
        }
    }

    private static void checkRatio(JsonCursor ratio) throws BadDocumentException {
        ratio.field("id").text();
        for (String name :
                List.of("title", "workload", "layout", "of", "to", "quantity", "bound", "reason")) {
            ratio.field(name).textIfAny();
        }
        ratio.field("params").settings();
        figures(ratio, "threads", "ratio", "low", "high", "target", "aim");
        JsonCursor verdict = ratio.field("verdict");
        if (DocumentVerdict.named(verdict.text()).isEmpty()) {
            throw verdict.wrong(
                    Arrays.stream(DocumentVerdict.values())
                            .map(DocumentVerdict::toString)
                            .collect(Collectors.joining(", ")));
        }
    }

    private static void checkCurve(JsonCursor curve) throws BadDocumentException {
        curve.field("workload").text();
        curve.field("params").settings();
        curve.field("backend").text();
        curve.field("layout").textIfAny();
        curve.field("refusal").textIfAny();
        for (JsonCursor point : curve.field("points").items()) {
            point.field("threads").count(1);
            figures(point, "opsPerSecond", "low", "high");
        }
        for (String name : List.of("alpha", "beta", "gamma")) {
            checkParts(curve.field(name), "value", "low", "high");
        }
        checkParts(curve.field("peak"), "threads", "low", "high");
        checkParts(curve.field("heldOut"), "threads", "predicted", "measured", "error");
    }

    private static void checkParts(JsonCursor whole, String... names) throws BadDocumentException {
        if (!whole.isAbsent()) {
            figures(whole, names);
        }
    }

    /** What {@code alloclab run} and {@code alloclab replay} found. */
    static void checkReplays(JsonCursor document) throws BadDocumentException {
        for (JsonCursor result : list(document, "results")) {
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

    private static List<JsonCursor> list(JsonCursor document, String name)
            throws BadDocumentException {
        JsonCursor list = document.field(name);
        if (list.isAbsent()) {
            throw list.wrong("a list");
        }
        return list.items();
    }

    private static void figures(JsonCursor object, String... names) throws BadDocumentException {
        for (String name : names) {
            object.figure(name);
        }
    }
}
