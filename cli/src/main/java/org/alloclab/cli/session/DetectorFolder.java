package org.alloclab.cli.session;

import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.DetectorProgram;
import org.alloclab.stress.protocol.DetectorRun;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * What a detector leaves behind: {@code NAME.log} grows while it runs; {@code NAME.json} appears as
 * a whole, last of all.
 */
public final class DetectorFolder {
    private static final DateTimeFormatter NEW_NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

    private final String name;
    private final Path folder;
    private final OutputFile results;

    private DetectorFolder(String name, Path folder, OutputFile results) {
        this.name = name;
        this.folder = folder;
        this.results = results;
    }

    /**
     * Makes the folder, or takes one that is there: a new run replaces the results of an old one.
     *
     * @param name of the detector
     * @param asked the folder; null for a new one
     * @param more what else an old run may have left in it
     * @throws Failure if it cannot be made or written to
     */
    public static DetectorFolder open(String name, Path asked, String... more) {
        Path folder = asked != null ? asked : newOne(name);
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(name + ".log"));
            for (String old : more) {
                Files.deleteIfExists(folder.resolve(old));
            }
        } catch (FileAlreadyExistsException e) {
            throw Failure.file(folder, new IOException("is a file (expected: a folder)"));
        } catch (IOException e) {
            throw Failure.file(folder, e);
        }
        String results = folder.resolve(name + ".json").toString();
        return new DetectorFolder(name, folder, OutputFile.open("--out", results));
    }

    private static Path newOne(String name) {
        return ProjectLayout.find()
                .folder()
                .resolve("target")
                .resolve(name)
                .resolve(NEW_NAME.format(LocalDateTime.now()));
    }

    /**
     * Starts a detector here.
     *
     * @throws Failure if it cannot be started
     */
    public DetectorRun start(DetectorProgram program, DetectorOrder order) {
        try {
            return program.start(order, folder);
        } catch (IOException e) {
            throw Failure.file(folder, e);
        }
    }

    public Path path() {
        return folder;
    }

    /** Where the document goes; the caller closes it. */
    public OutputFile results() {
        return results;
    }

    /** What the detector talks of while it works. */
    public Path log() {
        return folder.resolve(name + ".log");
    }

    /** Leaves nothing behind, if nothing was run. */
    public void discard() {
        results.close();
        try {
            Files.deleteIfExists(log());
            Files.delete(folder);
        } catch (IOException e) {
            // There is something else in it.
        }
    }

    /** A file's name, as short as it can be said from here. */
    public static String shortest(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path there = file.toAbsolutePath();
        return TerminalEscape.safe(
                (there.startsWith(here) ? here.relativize(there) : there).toString());
    }
}
