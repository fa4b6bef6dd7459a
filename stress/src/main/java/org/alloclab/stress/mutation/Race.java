package org.alloclab.stress.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A bug of the catalogue: a folder with a story, {@code race.md}, and a patch, {@code
 * mutant.patch}.
 *
 * @param folder its name is the race's
 * @param title in a line
 * @param model gil or lockfree: whose sources the patch changes
 * @param claim the detector that finds it
 * @param quick whether it is found within seconds
 * @param story in Markdown, without the fields above it
 */
public record Race(
        Path folder,
        String title,
        String model,
        ExpectedDetector claim,
        boolean quick,
        String story) {
    private static final String STORY = "race.md";
    private static final String PATCH = "mutant.patch";
    private static final Set<String> FIELDS =
            Set.of("title", "model", "detector", "tests", "x86", "suite");

    /** Whether a folder holds a race. */
    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(STORY))
                && Files.isRegularFile(folder.resolve(PATCH));
    }

    /**
     * All races of a catalogue, by name.
     *
     * @throws BadPatchException if one of them is not as it must be
     */
    public static List<Race> all(Path catalogue) throws IOException, BadPatchException {
        List<Path> folders;
        try (Stream<Path> files = Files.list(catalogue)) {
            folders = files.filter(Files::isDirectory).sorted().toList();
        }
        List<Race> races = new ArrayList<>();
        for (Path folder : folders) {
            races.add(read(folder));
        }
        return races;
    }

    static Race read(Path folder) throws IOException, BadPatchException {
        String[] parts = Files.readString(folder.resolve(STORY)).split("(?m)^---\\n", 3);
        if (parts.length < 3 || !parts[0].isEmpty()) {
            throw bad(folder, "it does not begin with fields between lines of ---");
        }
        Map<String, String> fields = fields(folder, parts[1]);
        return new Race(
                folder,
                field(folder, fields, "title", ".+"),
                field(folder, fields, "model", "gil|lockfree"),
                new ExpectedDetector(
                        field(folder, fields, "detector", "stress|model|traffic|unit|golden"),
                        tests(folder, fields.getOrDefault("tests", "")),
                        field(folder, fields, "x86", "(not )?visible").equals("visible")),
                fields.getOrDefault("suite", "").equals("quick"),
                parts[2].strip());
    }

    private static Map<String, String> fields(Path folder, String text) throws BadPatchException {
        Map<String, String> fields = new HashMap<>();
        for (String line : text.lines().toList()) {
            String[] parts = line.split(": +", 2);
            if (parts.length < 2 || !FIELDS.contains(parts[0])) {
                throw bad(folder, "no field: " + line);
            }
            fields.put(parts[0], parts[1].strip());
        }
        return fields;
    }

    private static String field(
            Path folder, Map<String, String> fields, String name, String expected)
            throws BadPatchException {
        String value = fields.getOrDefault(name, "");
        if (!value.matches(expected)) {
            throw bad(folder, "%s: %s (expected: %s)".formatted(name, value, expected));
        }
        return value;
    }

    private static String tests(Path folder, String expression) throws BadPatchException {
        try {
            return Pattern.compile(expression).pattern();
        } catch (PatternSyntaxException e) {
            throw bad(folder, "tests: " + expression + " (expected: a regular expression)");
        }
    }

    private static BadPatchException bad(Path folder, String what) {
        return new BadPatchException(folder.resolve(STORY) + ": " + what);
    }

    public String id() {
        return folder.getFileName().toString();
    }

    /** Its patch, as a mutant that the claimed detector is to find. */
    public Mutant mutant() {
        return new Mutant(id(), title, folder.resolve(PATCH), Optional.of(claim));
    }
}
