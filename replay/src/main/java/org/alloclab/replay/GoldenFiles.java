package org.alloclab.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds placement traces: files as they are named, and what is called so in folders. */
public final class GoldenFiles {
    private GoldenFiles() {}

    /**
     * The files that some paths stand for: a file for itself, a folder for every {@code *.trace}
     * and {@code *.trace.gz} in it and below, sorted. No file comes twice.
     *
     * @return the files, in the order of the paths; empty if the folders hold none
     * @throws NoSuchFileException if a path does not exist
     * @throws IOException if a folder cannot be read
     */
    public static List<Path> in(Collection<Path> paths) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(tracesBelow(path));
            } else if (Files.exists(path)) {
                files.add(path);
            } else {
                throw new NoSuchFileException(path.toString());
            }
        }
        return new ArrayList<>(files);
    }

    private static List<Path> tracesBelow(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(GoldenFiles::isTrace).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isTrace(Path path) {
        String name = path.getFileName().toString();
        return (name.endsWith(".trace") || name.endsWith(".trace.gz")) && Files.isRegularFile(path);
    }
}
