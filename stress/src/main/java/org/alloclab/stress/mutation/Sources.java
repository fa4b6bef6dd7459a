package org.alloclab.stress.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shipped sources that a patch may change, and the catalogue of patches beside them.
 *
 * @param root the folder of the project
 */
public record Sources(Path root) {
    /** Where the classes lie that mutants are made of. */
    static final List<String> MODULES = List.of("allocator-api", "gil-model", "lockfree-model");

    /** The catalogue of races. */
    public Path races() {
        return root.resolve("stress/races");
    }

    /** The name of a source in a patch as its path from the root; empty if it is none of ours. */
    Optional<String> path(String name) {
        return Stream.of(name, name.replaceFirst("^[^/]*/", ""))
                .filter(Sources::isSource)
                .filter(path -> Files.isRegularFile(root.resolve(path)))
                .findFirst();
    }

    private static boolean isSource(String path) {
        return MODULES.contains(module(path))
                && path.startsWith(module(path) + "/src/main/java/")
                && path.endsWith(".java")
                && !path.contains("/../");
    }

    /** The first folder of a path. */
    static String module(String path) {
        return path.replaceFirst("/.*", "");
    }

    /** All sources of a module, as paths from the root. */
    List<String> of(String module) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }
}
