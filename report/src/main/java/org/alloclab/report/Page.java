package org.alloclab.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page: one HTML file that holds its styles, scripts and data, and asks for nothing else. */
public final class Page {
    private static final List<String> STYLES =
            List.of("colours.css", "page.css", "choices.css", "figures.css", "print.css");

    /** In the order in which they build upon each other. */
    private static final List<String> SCRIPTS =
            List.of(
                    "words.js",
                    "dom.js",
                    "view.js",
                    "workloads.js",
                    "backends.js",
                    "results.js",
                    "tables.js",
                    "printing.js",
                    "axes.js",
                    "labels.js",
                    "drawing.js",
                    "chart.js",
                    "pointer.js",
                    "bars.js",
                    "taking.js",
                    "files.js",
                    "columns.js",
                    "figure.js",
                    "sections.js",
                    "controls.js",
                    "throughput.js",
                    "peers.js",
                    "memory.js",
                    "law.js",
                    "scaling.js",
                    "ratios.js",
                    "bytes.js",
                    "replays.js",
                    "measurements.js",
                    "verdict.js",
                    "machines.js",
                    "glossary.js",
                    "main.js");

    private static final Pattern PART = Pattern.compile("<!--([a-z]+)-->");

    private Page() {}

    /**
     * The page as HTML.
     *
     * @param documents what it shows, in this order
     * @param version the program's version
     * @param repetition the line that repeats the run a document came from
     */
    public static String of(
            List<SavedDocument> documents,
            String version,
            Function<SavedDocument, String> repetition) {
        Inlined styles = inlined("style", Resource.uplot("dist/uPlot.min.css"), STYLES);
        Inlined scripts = inlined("script", Resource.uplot("dist/uPlot.iife.min.js"), SCRIPTS);
        Map<String, String> parts =
                Map.of(
                        "policy",
                        policy(styles, scripts),
                        "styles",
                        styles.html(),
                        "data",
                        EmbeddedJson.of(documents, version, repetition),
                        "scripts",
                        scripts.html());
        return PART.matcher(Resource.own("page.html"))
                .replaceAll(part -> Matcher.quoteReplacement(parts.get(part.group(1))));
    }

    private static Inlined inlined(String element, String first, List<String> names) {
        Stream<String> own = names.stream().map(Resource::own);
        return new Inlined(element, Stream.concat(Stream.of(first), own).toList());
    }

    /** These styles and scripts, nothing from elsewhere, and no elements made from texts. */
    private static String policy(Inlined styles, Inlined scripts) {
        return String.join(
                "; ",
                "default-src 'none'",
                "style-src " + styles.sources(),
                "script-src " + scripts.sources(),
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'");
    }
}
