package org.alloclab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A folder like the project's, in which {@link InventedForks} are told what to do.
 *
 * @param folder where it is
 */
record FakeHome(Path folder) {
    static FakeHome in(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new FakeHome(folder);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    /** What a fork does, but for being measured: lines of a word and a pattern of its name. */
    void behave(String behaviour) throws IOException {
        Files.writeString(file("behaviour"), behaviour);
    }

    /** What is to be done about a fork. */
    String behaviour(String fork) throws IOException {
        for (String line : lines("behaviour")) {
            String[] entry = line.split(" ", 2);
            if (fork.matches(".*" + entry[1] + ".*")) {
                return entry[0];
            }
        }
        return "measure";
    }

    void addFork(String fork) throws IOException {
        Files.writeString(
                file("forks"), fork + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The forks that were to be run, by their names. */
    List<String> forks() throws IOException {
        return lines("forks");
    }

    private List<String> lines(String name) throws IOException {
        return Files.exists(file(name)) ? Files.readAllLines(file(name)) : List.of();
    }
}
