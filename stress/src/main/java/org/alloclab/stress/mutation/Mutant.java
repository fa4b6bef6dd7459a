package org.alloclab.stress.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A patch that injects a bug, which a detector is to find.
 *
 * @param id its own among those it is looked at with
 * @param title in a line
 * @param patch its file
 * @param claim the detector that is to find it; empty if none is named
 */
public record Mutant(String id, String title, Path patch, Optional<ExpectedDetector> claim) {
    /**
     * The patches in a folder: races, each in a folder of its own, and files that end in {@code
     * .patch} or {@code .diff}, however deep.
     *
     * @throws BadPatchException if a race's story is not as it must be
     */
    public static List<Mutant> in(Path folder) throws IOException, BadPatchException {
        List<Path> patches;
        try (Stream<Path> files = Files.walk(folder)) {
            patches =
                    files.filter(Files::isRegularFile)
                            .filter(file -> file.toString().matches(".*\\.(patch|diff)"))
                            .sorted()
                            .toList();
        }
        List<Mutant> mutants = new ArrayList<>();
        for (Path patch : patches) {
            mutants.add(of(patch, folder));
        }
        return mutants;
    }

    private static Mutant of(Path patch, Path folder) throws IOException, BadPatchException {
        if (Race.isOne(patch.getParent())) {
            return Race.read(patch.getParent()).mutant();
        }
        String id = folder.relativize(patch).toString().replaceFirst("\\.(patch|diff)$", "");
        id = id.replaceFirst("/mutant$", "");
        return new Mutant(id, title(patch, id), patch, Optional.empty());
    }

    /** The line that an author may have put above the diff. */
    private static String title(Path patch, String id) throws IOException {
        String text =
                new String(Files.readAllBytes(patch), java.nio.charset.StandardCharsets.UTF_8);
        String first = text.lines().findFirst().orElse("").strip();
        boolean diff = first.isEmpty() || first.matches("(diff|---|\\+\\+\\+|From|index|Index).*");
        return diff ? id : first.replaceFirst("^(Subject:|#)\\s*", "");
    }

    /**
     * Reads the patch.
     *
     * @throws BadPatchException if it is none, or changes what is not a source of the allocators
     */
    public SourcePatch read(Sources sources) throws IOException, BadPatchException {
        return SourcePatch.parse(Files.readAllBytes(patch), sources);
    }
}
