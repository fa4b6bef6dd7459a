package org.alloclab.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run of JCStress leaves behind: {@code stress.log} grows while it runs, as does {@code
 * results.bin.gz}, from which JCStress draws {@code html/index.html} at the end; {@code
 * stress.json} appears as a whole, last of all.
 */
final class StressFolder {
    private final Path folder;
    private final OutputFile results;

    private StressFolder(Path folder, OutputFile results) {
        this.folder = folder;
        this.results = results;
    }

    /**
     * Makes the folder, or takes one that is there: a new run replaces the results of an old one.
     *
     * @throws Failure if it cannot be made or written to
     */
    static StressFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String old : List.of("stress.log", "results.bin.gz", "html/index.html")) {
                Files.deleteIfExists(folder.resolve(old));
            }
        } catch (FileAlreadyExistsException e) {
            throw Failure.file(folder, new IOException("is a file (expected: a folder)"));
        } catch (IOException e) {
            throw Failure.file(folder, e);
        }
        return new StressFolder(
                folder, OutputFile.open("--out", folder.resolve("stress.json").toString()));
    }

    Path path() {
        return folder;
    }

    /** Where the document goes; whoever takes it closes it. */
    OutputFile results() {
        return results;
    }

    /** JCStress's own report. */
    Path html() {
        return folder.resolve("html/index.html");
    }

    /** Leaves nothing behind, if nothing was run. */
    void discard() {
        results.close();
        try {
            Files.deleteIfExists(folder.resolve("stress.log"));
            Files.delete(folder);
        } catch (IOException e) {
            // There is something else in it.
        }
    }

    /** A file's name, as short as it can be said from here. */
    static String shortest(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path there = file.toAbsolutePath();
        return Quoted.safe((there.startsWith(here) ? here.relativize(there) : there).toString());
    }
}
