package org.alloclab.stress.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The catalogue as a whole: each race can be read, applied and compiled, and tells its story. */
class RacesTest {
    private static final int LEAST = 30;
    private static final int WIDEST = 79;
    private static final Sources SOURCES =
            new Sources(Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent());
    private static final List<String> SECTIONS =
            List.of(
                    "Seen in",
                    "Step by step",
                    "What one sees",
                    "On x86",
                    "Why the shipped code cannot do it");

    private static MutantCompiler compiler;

    @TempDir private Path folder;

    @BeforeAll
    static void findClasses() {
        List<Path> classPath =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
        compiler = new MutantCompiler(SOURCES, classPath);
    }

    static List<Race> races() throws IOException, BadPatchException {
        return Race.all(SOURCES.races());
    }

    @Test
    void thereAreRacesOfBothModels() throws Exception {
        assertThat(races()).hasSizeGreaterThanOrEqualTo(LEAST);
        assertThat(races()).extracting(Race::model).contains("gil", "lockfree");
        assertThat(races()).filteredOn(Race::quick).hasSizeGreaterThanOrEqualTo(3);
        assertThat(races()).extracting(Race::title).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("races")
    void itsPatchAppliesAsItIsAndCompiles(Race race) throws Exception {
        SourcePatch patch = race.mutant().read(SOURCES);
        Map<String, String> mutated = patch.apply(SOURCES);
        assertThat(mutated).isNotEmpty();
        for (Map.Entry<String, String> source : mutated.entrySet()) {
            assertThat(source.getKey()).startsWith(race.model() + "-model/");
            assertThat(source.getValue()).isNotEqualTo(SOURCES.read(source.getKey()));
        }
        compiler.compile(mutated, folder.resolve("classes"));
        assertThat(folder.resolve("classes/org/alloclab").resolve(race.model()))
                .isNotEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("races")
    void itsStoryIsWhole(Race race) {
        assertThat(race.story().lines().filter(line -> line.startsWith("## ")))
                .containsExactlyElementsOf(SECTIONS.stream().map("## "::concat).toList());
        Matcher table = Pattern.compile("(?s)```\n(.*?)```").matcher(race.story());
        while (table.find()) {
            assertThat(table.group(1).lines()).allMatch(line -> line.length() <= WIDEST);
        }
    }

    @ParameterizedTest
    @MethodSource("races")
    void theTestsThatClaimItAreThere(Race race) throws IOException {
        Pattern tests = Pattern.compile(race.claim().tests());
        List<String> names =
                switch (race.claim().detector()) {
                    case "stress" -> stressTests(race);
                    case "model" -> scenarios(race);
                    case "unit" -> classes(race.model() + "-model/src/test/java", race, "\\w+Test");
                    default -> List.of("");
                };
        assertThat(names).anyMatch(name -> tests.matcher(name).find());
    }

    /** Each is a class in one that is named for its topic. */
    private static List<String> stressTests(Race race) throws IOException {
        Pattern nested = Pattern.compile("(?m)^ +public static class (\\w+)");
        List<String> names = new ArrayList<>();
        for (String topic : classes("stress/src/jcstress/java", race, "\\w+")) {
            String path = "stress/src/jcstress/java/" + topic.replace('.', '/') + ".java";
            Matcher test = nested.matcher(SOURCES.read(path));
            while (test.find()) {
                names.add(topic + "." + test.group(1));
            }
        }
        return names;
    }

    /** A class of scenarios names each of them in the call that makes it. */
    private static List<String> scenarios(Race race) throws IOException {
        Pattern named = Pattern.compile("\\bof\\(\\s*\"(\\w+)\"");
        List<String> names = new ArrayList<>();
        for (String type : classes("stress/src/lincheck/java", race, "\\w+Scenario")) {
            String path = "stress/src/lincheck/java/" + type.replace('.', '/') + ".java";
            Matcher scenario = named.matcher(SOURCES.read(path));
            while (scenario.find()) {
                names.add(type + "." + scenario.group(1));
            }
        }
        return names;
    }

    private static List<String> classes(String root, Race race, String names) throws IOException {
        Path all = SOURCES.root().resolve(root).resolve("org/alloclab").resolve(race.model());
        try (Stream<Path> files = Files.list(all)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                    .filter(name -> name.matches(names))
                    .map(name -> "org.alloclab.%s.%s".formatted(race.model(), name))
                    .toList();
        }
    }
}
