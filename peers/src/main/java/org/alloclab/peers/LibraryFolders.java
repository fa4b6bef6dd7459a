package org.alloclab.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where shared libraries are looked for.
 *
 * @param folders in the order they are searched
 */
record LibraryFolders(List<Path> folders) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** Those of {@code LD_LIBRARY_PATH}, and the usual ones of Linux and macOS that exist. */
    static LibraryFolders usual() {
        String given = Objects.requireNonNullElse(System.getenv("LD_LIBRARY_PATH"), "");
        String machine =
                switch (System.getProperty("os.arch")) {
                    case "amd64" -> "x86_64";
                    case String other -> other;
                };
        Stream<String> usual =
                Stream.of(
                        "/usr/local/lib/" + machine + "-linux-gnu",
                        "/usr/local/lib64",
                        "/usr/local/lib",
                        "/usr/lib/" + machine + "-linux-gnu",
                        "/usr/lib64",
                        "/usr/lib",
                        "/opt/homebrew/lib");
        return new LibraryFolders(
                Stream.concat(Arrays.stream(given.split("[:;]")), usual)
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .filter(Files::isDirectory)
                        .distinct()
                        .toList());
    }

    /** The files whose whole names match, each once, the highest version of a folder first. */
    List<Path> files(Pattern name) {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                found.addAll(
                        files.filter(file -> name.matcher(fileName(file)).matches())
                                .map(LibraryFolders::withoutLinks)
                                .sorted(
                                        Comparator.comparing(
                                                        LibraryFolders::version, Arrays::compare)
                                                .reversed())
                                .toList());
            } catch (IOException e) {
                continue; // what may not be read holds nothing
            }
        }
        return found.stream().distinct().toList();
    }

    private static String fileName(Path file) {
        return file.getFileName().toString();
    }

    /** The file that a chain of links ends at; a link to nowhere is kept, and will not load. */
    private static Path withoutLinks(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }

    private static int[] version(Path file) {
        return NUMBER.matcher(fileName(file))
                .results()
                .map(MatchResult::group)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Override
    public String toString() {
        return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
