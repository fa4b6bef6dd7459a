package org.alloclab.cli.command;

import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.OutputFile;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a run of benchmarks leaves behind: {@code jmh.log} grows while it runs; {@code jmh.json},
 * JMH's own results, and last of all {@code bench.json} appear as wholes at its end. A folder
 * without the last one is half written.
 */
final class ResultFolder {
    private final Path folder;
    private final OutputFile results;

    private ResultFolder(Path folder, OutputFile results) {
        this.folder = folder;
        this.results = results;
    }

    /**
     * Makes the folder, or takes one that is there: a new run replaces the results of an old one.
     *
     * @throws Failure if it cannot be made or written to
     */
    static ResultFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve("jmh.log"));
        } catch (FileAlreadyExistsException e) {
            throw Failure.file(folder, new IOException("is a file (expected: a folder)"));
        } catch (IOException e) {
            throw Failure.file(folder, e);
        }
        return new ResultFolder(
                folder, OutputFile.open("--out", folder.resolve("bench.json").toString()));
    }

    /** Where the document goes; the caller closes it. */
    OutputFile results() {
        return results;
    }

    /** Where JMH's output goes. */
    Path log() {
        return folder.resolve("jmh.log");
    }

    /** Writes JMH's own results, as the JSON that JMH writes and others read. */
    void saveJmh(byte[] json) {
        try (OutputFile file = OutputFile.open("--out", folder.resolve("jmh.json").toString())) {
            file.write(json);
        }
    }

    /** Its path, relative to the working folder if it is below. */
    @Override
    public String toString() {
        Path here = Path.of("").toAbsolutePath();
        Path there = folder.toAbsolutePath();
        return (there.startsWith(here) ? here.relativize(there) : there).toString();
    }
}
