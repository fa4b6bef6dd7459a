package org.alloclab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for source files, each rule for any files, so that it can be shown to fail. */
final class SourceRules {
    private static final Set<String> TWINS = Set.of("org/alloclab/gil", "org/alloclab/lockfree");

    private SourceRules() {}

    /** The Java, script and style sources of all modules, tests of the modules left out. */
    static List<Path> shippedIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> isShipped(root.relativize(file).toString())).toList();
        }
    }

    private static boolean isShipped(String file) {
        return file.matches("[^/]+/src/(main|jcstress|lincheck)/.*\\.(java|js|css)");
    }

    /** The files of more lines than that. */
    static List<Path> longerThan(int most, List<Path> files) {
        return files.stream().filter(file -> lines(file) > most).toList();
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Simple names of classes in two packages or more, unless these are the two models. */
    static Set<String> sharedNames(List<Path> files) {
        Map<String, Set<String>> packages =
                files.stream()
                        .map(Path::toString)
                        .filter(file -> file.matches(".*/(?!package-info)\\w+\\.java"))
                        .collect(
                                Collectors.groupingBy(
                                        file -> file.replaceFirst(".*/(\\w+)\\.java", "$1"),
                                        Collectors.mapping(
                                                SourceRules::packageOf, Collectors.toSet())));
        return packages.entrySet().stream()
                .filter(name -> name.getValue().size() > 1 && !name.getValue().equals(TWINS))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String packageOf(String file) {
        return file.replaceFirst(".*/java/(.*)/\\w+\\.java", "$1");
    }
}
