package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.report.SampleResults;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorEvent;
import org.alloclab.stress.protocol.FakeDetectors;
import org.alloclab.stress.protocol.StressResults.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * Names that are out to be something else than names, in files, paths and what a detector says:
 * they move no cursor, begin no line and make no element, and JSON holds them as they are. What a
 * browser makes of them is tested with the page.
 */
class HostileNamesTest {
    private static final List<String> OPENINGS =
            List.of(
                    "<script>alert(1)</script>",
                    "</script><script>alert(1)</script>",
                    "<!--<script>",
                    "-->]]><b>",
                    "\"'><img src=x onerror=alert(1)>",
                    "' onmouseover='alert(1)",
                    "javascript:alert(1)",
                    "data:text/html,<script>alert(1)</script>",
                    "&lt;&#60;&amp;",
                    "${7*7}{{7*7}}",
                    "%s%n%d%x",
                    "\u202egnp.exe",
                    "\u2066\u2069\u200f\ufeff",
                    "\u2028alert(1)\u2029",
                    "\033[2J\033[H",
                    "\033]0;title\007",
                    "\033]8;;http://x/\033\\link\033]8;;\033\\",
                    "\033]52;c;aGk=\007",
                    "\u009b31m\u0090q\u009c",
                    "\r\nresult: kept (exit 0)\r",
                    "\b\b\b\t\013\f\177",
                    "=cmd|' /C calc'!A0",
                    "+1+1",
                    "-1+1",
                    "@SUM(1)",
                    "\t=1",
                    "__proto__",
                    "$(touch x);`touch x`|touch x&",
                    "../../etc/passwd",
                    "\udbff\udfff",
                    "\ue000\uffff\ufffe");

    private static final List<String> STRINGS = strings();

    @TempDir private Path folder;

    /** Each by itself, and behind a name that looks like one. */
    private static List<String> strings() {
        List<String> strings = new ArrayList<>(OPENINGS);
        OPENINGS.forEach(string -> strings.add("trace" + string + "x".repeat(10)));
        return strings;
    }

    private static void checkTame(String text) {
        assertThat(text.codePoints())
                .as(text)
                .noneMatch(code ->
                        code != '\n' && TerminalEscape.safe(Character.toString(code)).length() > 2);
    }

    private static void checkTame(Ran ran, String hostile) {
        checkTame(ran.out());
        checkTame(ran.err());
        assertThat(ran.err()).as(hostile).doesNotContain("a bug of ours");
        assertThat(ran.err().lines().filter(line -> line.startsWith("result: ")).count())
                .as("last words, %s", hostile)
                .isLessThanOrEqualTo(1);
    }

    @Test
    void pathsOnTheCommandLine() {
        for (String hostile : STRINGS) {
            for (String verb : List.of("replay", "golden", "report")) {
                Ran ran = Ran.with(verb, folder + "/" + hostile.replace('\0', ' '));
                checkTame(ran, hostile);
                assertThat(ran.exitCode()).as(hostile).isIn(2, 4);
                assertThat(ran.err().lines()).as(hostile).hasSize(1);
            }
        }
    }

    @Test
    void namesOfTests() throws Exception {
        FakeDetectors detectors = FakeDetectors.in(folder.resolve("stress/target"));
        JsonMapper json = new JsonMapper();
        List<DetectorEvent> events = new ArrayList<>();
        events.add(new DetectorEvent.Planned(STRINGS.size(), null));
        for (String hostile : STRINGS) {
            Details fork = new Details.Fork(hostile, Verdict.FORBIDDEN, 1, 1, List.of());
            events.add(new DetectorEvent.Found(hostile, hostile, hostile, fork));
        }
        events.add(new DetectorEvent.End(STRINGS.size()));
        detectors.say(events.toArray());
        System.setProperty("alloclab.home", folder.toString());
        Path xml = folder.resolve("x.xml");
        Path saved = folder.resolve("x.json");
        try {
            Ran ran =
                    Ran.with(
                            "stress",
                            "--out",
                            folder.resolve("out"),
                            "--junit",
                            xml,
                            "--json",
                            saved);
            assertThat(ran.exitCode()).isEqualTo(10);
            checkTame(ran, "stress");
        } finally {
            System.clearProperty("alloclab.home");
        }
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
        assertThat(document.getElementsByTagName("testcase").getLength())
                .isEqualTo(json.readTree(saved).get("tests").size());
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(xml).content().doesNotContain("\033", "\007", "<b>", "<img");
    }

    @Test
    void namesInResults() throws IOException {
        for (String hostile : STRINGS) {
            ObjectNode document = SampleResults.run(1, 1);
            ((ObjectNode) document.get("results").get(0)).put("trace", hostile);
            ((ObjectNode) document.get("machine")).put("cpu", hostile).put("jvm", hostile);
            document.putArray("command").add("run").add(hostile);
            Path file = SampleResults.saved(document, folder.resolve("r.json"));
            Path page = folder.resolve("r.html");
            Ran ran = Ran.with("report", file, "--out", page);
            checkTame(ran, hostile);
            if (ran.exitCode() == 0) {
                String html = Files.readString(page);
                String start = "id=\"data\">";
                int from = html.indexOf(start) + start.length();
                String data = html.substring(from, html.indexOf("</script>", from));
                assertThat(data).as(hostile).doesNotContain("<", ">", "\u2028", "\u2029");
                assertThat(new JsonMapper().readTree(data).has("documents")).isTrue();
            }
        }
    }
}
