package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The scoreboard says what recorded runs say, and no more. */
class PromisesTest {
    private static final String SOAK =
            "'operations':300000000,'violations':0,'planned':8,'recorded':8,'missed':[],"
                    + "'reached':{'adopt':70,'reap':3,'never':0}";

    @TempDir private Path folder;

    @BeforeEach
    void record() throws IOException {
        write("soak", "'soak','--backend','lockfree'", SOAK);
        write("soak", "'soak','--backend=gil'", SOAK);
        write("soak", "'soak','--churn'", SOAK);
        write(
                "stress",
                "'stress'",
                "'samples':3000,'planned':2,'recorded':2,'tests':[{'name':'A','verdict':'passed'}]");
        write(
                "check",
                "'check'",
                "'interleavings':77,'planned':1,'recorded':1,'scenarios':[{'verdict':'passed'}]");
        write(
                "selftest",
                "'selftest'",
                "'killed':59,'total':70,'notVisible':11,'controls':[{'verdict':'survived'}]");
        write(
                "sweep",
                "'sweep'",
                "'sweeps':["
                        + sweep("freeze", "lockfree", 500, 0)
                        + ","
                        + sweep("freeze", "gil", 500, 400)
                        + ","
                        + sweep("arena", "gil", 22, 0)
                        + ","
                        + sweep("death", "lockfree", 500, 0)
                        + "]");
        write("golden", "'golden'", "'differences':0,'files':[{'operations':947711}]");
        write("misuse", "'misuse'", "'unexpected':0,'cells':[{},{}]");
        write(
                "doctor",
                "'doctor','--configurations'",
                "'planned':1,'configurations':[{'verdict':'kept'}]");
    }

    private static String sweep(String name, String backend, int points, int stopped) {
        return "{'name':'%s','backend':'%s','verdict':'kept','points':%d,'survived':%d,'stopped':%d}"
                .formatted(name, backend, points, points - stopped, stopped);
    }

    private int files;

    private void write(String verb, String command, String fields) throws IOException {
        String text =
                "{'schema':'alloclab.%s/1','command':[%s],%s}".formatted(verb, command, fields);
        Path file = folder.resolve("deep/%d.json".formatted(files++));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace('\'', '"'));
    }

    private Ran promises(Object... more) {
        Object[] all = new Object[more.length + 3];
        System.arraycopy(more, 0, all, 3, more.length);
        all[0] = "doctor";
        all[1] = "--promises";
        all[2] = folder;
        return Ran.with(all);
    }

    @Test
    void everyFigureIsARecordedOne() {
        Ran ran = promises().ended(0, "kept");
        assertThat(ran.out())
                .contains("300,000,000 operations, 0 violations; p < 1.0e-08 an operation")
                .contains("rarest: reap, 3 times")
                .contains("3,000 samples of 1 tests, 0 wrong; p < 1.0e-03 a sample")
                .contains("59 of 59 killed, 11 not visible; rate > 95 %")
                .contains("100 of 500 points, 400 stop; all there are")
                .contains("22 of 22 points, 0 leaks")
                .contains("947,711 operations, 0 differ")
                .contains("15 of 15 promises kept, by 10 recorded runs in ");
        assertThat(ran.out().lines().skip(2).filter(line -> !line.contains("recorded runs")))
                .allMatch(line -> line.length() <= 80, ran.out());
    }

    @Test
    void jsonHasAllOfIt() {
        JsonNode json = promises("--json=-").ended(0, "kept").json();
        assertThat(json.get("promises")).hasSize(15);
        assertThat(json.get("runs").asInt()).isEqualTo(10);
        assertThat(json.get("promises").get(0).get("verdict").asString()).isEqualTo("kept");
    }

    @Test
    void severalRunsAddUpAndOneViolationBreaks() throws IOException {
        write("soak", "'soak'", SOAK);
        assertThat(promises().ended(0, "kept").out()).contains("600,000,000 operations");
        write("soak", "'soak'", SOAK.replace("'violations':0", "'violations':1"));
        assertThat(promises().ended(10, "violated").out())
                .contains("broken  lockfree: no block", "900,000,000 operations, 1 violations\n");
    }

    @Test
    void aRunThatMissedAPathBreaksAPromise() throws IOException {
        write("soak", "'soak'", SOAK.replace("'missed':[]", "'missed':['reap']"));
        assertThat(promises().ended(10, "violated").out()).contains("broken  soaks take every");
    }

    @Test
    void whatIsNotRecordedIsNamedWithItsCommand() throws IOException {
        Files.delete(folder.resolve("deep/7.json"));
        assertThat(promises().ended(15, "incomplete").out())
                .contains("not recorded: alloclab golden ", "14 of 15 promises kept");
    }

    @Test
    void whatIsPartialOrNoneOfOursCountsForNothing() throws IOException {
        write("soak", "'soak'", "'partial':true," + SOAK.replace("ns':0", "ns':5"));
        Files.writeString(folder.resolve("other.json"), "{\"schema\": \"other/1\"}");
        Files.writeString(folder.resolve("broken.json"), "{");
        JsonNode json = promises("--json=-").ended(0, "kept").json();
        assertThat(json.get("runs").asInt()).isEqualTo(10);
        assertThat(json.get("partial").asInt()).isEqualTo(1);
    }

    @Test
    void documentsWithoutFiguresAreNoProof() throws IOException {
        Path bare = Files.createDirectory(folder.resolve("bare"));
        String[] verbs = {"soak", "stress", "check", "selftest", "sweep", "golden", "misuse"};
        for (String verb : verbs) {
            Files.writeString(
                    bare.resolve(verb + ".json"),
                    "{\"schema\": \"alloclab.%s/1\", \"sweeps\": 1, \"files\": [{}, 7], \"reached\": {\"a\": \"b\"}}"
                            .formatted(verb));
        }
        JsonNode json =
                Ran.with("doctor", "--promises", bare, "--json=-").ended(10, "violated").json();
        assertThat(json.get("promises"))
                .extracting(promise -> promise.get("verdict").asString())
                .containsOnly("broken", "not recorded");
    }

    @Test
    void nothingRecordedIsNoSuccess() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Ran.with("doctor", "--promises", empty).refused(3, "no results in", "empty");
        Ran.with("doctor", "--promises", folder.resolve("none")).refused(4, "none", "is no folder");
    }
}
