package org.alloclab.cli;

import org.alloclab.stress.protocol.FakeDetectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder like the project's: one source, two races on it, and detectors that say what they are
 * told to.
 *
 * @param folder where it is
 * @param detectors the detectors
 */
record FakeRaces(Path folder, FakeDetectors detectors) {
    static final String SOURCE = "lockfree-model/src/main/java/org/alloclab/lockfree/Answer.java";

    static FakeRaces in(Path folder) throws IOException {
        FakeRaces races = new FakeRaces(folder, FakeDetectors.in(folder.resolve("stress/target")));
        races.write(
                SOURCE,
                """
                package org.alloclab.lockfree;

                class Answer {
                    int answer() {
                        return 42;
                    }
                }
                """);
        races.addRace("wrong-answer", "visible", "suite: quick\n");
        races.addRace("weak-answer", "not visible", "");
        return races;
    }

    private void addRace(String id, String x86, String more) throws IOException {
        write(
                "stress/races/" + id + "/race.md",
                """
                ---
                title: The answer of %s
                model: lockfree
                detector: stress
                tests: Answer\\.
                x86: %s
                %s---
                ## Seen in

                A line of
                a paragraph.

                ```
                B        C
                41
                ```
                """
                        .formatted(id, x86, more));
        write("stress/races/" + id + "/mutant.patch", patch("return 41;"));
    }

    /** A patch that puts something else where the answer is returned. */
    static String patch(String statement) {
        return """
        diff --git a/%1$s b/%1$s
        --- a/%1$s
        +++ b/%1$s
        @@ -4,3 +4,3 @@
             int answer() {
        -        return 42;
        +        %2$s
             }
        """
                .formatted(SOURCE, statement);
    }

    void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }
}
