package org.alloclab.stress.mutation;

import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffReader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A unified diff on the shipped sources: what {@code git diff} writes, and {@code patch -p1} takes.
 */
public final class SourcePatch {
    private static final int MOST_FUZZ = 2; // lines of context, as patch has it

    private final Map<String, Patch<String>> files;

    private SourcePatch(Map<String, Patch<String>> files) {
        this.files = files;
    }

    /**
     * Lines that a patch replaces.
     *
     * @param path of the source, from the root
     * @param line the number of the first, from 1
     * @param shipped with some around them
     * @param mutant what they become
     */
    public record Hunk(String path, int line, List<String> shipped, List<String> mutant) {}

    /**
     * Reads a patch.
     *
     * @throws BadPatchException if it is none, or changes what is not a source of the allocators
     */
    static SourcePatch parse(byte[] diff, Sources sources) throws BadPatchException {
        Map<String, Patch<String>> files = new LinkedHashMap<>();
        for (UnifiedDiffFile file : read(diff)) {
            if (file.getPatch().getDeltas().isEmpty()) {
                continue;
            }
            String name = file.getToFile() == null ? file.getFromFile() : file.getToFile();
            String path = sources.path(String.valueOf(name)).orElseThrow(() -> stranger(name));
            if (files.put(path, file.getPatch()) != null) {
                throw new BadPatchException(path + " is patched twice");
            }
        }
        if (files.isEmpty()) {
            throw new BadPatchException("no change in it (expected: a unified diff, as git diff)");
        }
        return new SourcePatch(files);
    }

    private static BadPatchException stranger(String name) {
        return new BadPatchException(
                "it changes %s (expected: a source in src/main/java of %s)"
                        .formatted(name, String.join(", ", Sources.MODULES)));
    }

    private static List<UnifiedDiffFile> read(byte[] diff) throws BadPatchException {
        try {
            return UnifiedDiffReader.parseUnifiedDiff(new ByteArrayInputStream(diff)).getFiles();
        } catch (IOException | RuntimeException e) { // the parser meets garbage in many ways
            throw new BadPatchException("not a unified diff (expected: as git diff writes it)", e);
        }
    }

    /** The sources that it changes, as paths from the root. */
    public Set<String> paths() {
        return files.keySet();
    }

    /**
     * What the sources become, by path.
     *
     * @throws BadPatchException if the lines that it replaces are not there
     */
    public Map<String, String> apply(Sources sources) throws BadPatchException, IOException {
        Map<String, String> mutated = new LinkedHashMap<>();
        for (Map.Entry<String, Patch<String>> file : files.entrySet()) {
            List<String> lines = sources.read(file.getKey()).lines().toList();
            mutated.put(file.getKey(), String.join("\n", applied(file, lines)) + "\n");
        }
        return mutated;
    }

    /** Where the patch says, or else where the same lines, or nearly the same, have gone. */
    private static List<String> applied(Map.Entry<String, Patch<String>> file, List<String> lines)
            throws BadPatchException {
        try {
            return file.getValue().applyTo(lines);
        } catch (PatchFailedException e) {
            return moved(file, lines);
        }
    }

    private static List<String> moved(Map.Entry<String, Patch<String>> file, List<String> lines)
            throws BadPatchException {
        try {
            return file.getValue().applyFuzzy(lines, MOST_FUZZ);
        } catch (PatchFailedException | RuntimeException e) { // beyond the end of the file, too
            throw new BadPatchException(
                    "it does not apply to %s (expected: the lines that it replaces)"
                            .formatted(file.getKey()));
        }
    }

    /** The lines it replaces, in order. */
    public List<Hunk> hunks() {
        List<Hunk> hunks = new ArrayList<>();
        files.forEach((path, patch) -> {
            for (AbstractDelta<String> delta : patch.getDeltas()) {
                hunks.add(
                        new Hunk(
                                path,
                                delta.getSource().getPosition() + 1,
                                delta.getSource().getLines(),
                                delta.getTarget().getLines()));
            }
        });
        return hunks;
    }
}
