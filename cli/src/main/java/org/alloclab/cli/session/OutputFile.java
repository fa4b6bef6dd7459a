package org.alloclab.cli.session;

import org.alloclab.cli.terminal.TerminalEscape;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file the results go to. It is opened before any work is done, so that hours are not spent for a
 * file that cannot be written. A regular file appears, or changes, all at once when the results are
 * complete; devices and pipes are written directly. Until then its place is kept by a file {@code
 * .alloclab-*} beside it, which only a program that is killed leaves behind.
 */
public final class OutputFile implements AutoCloseable {
    private static final int MOST_LINKS = 40;

    private final String flag;
    private final String name;
    private final Path target;
    private final Path draft; // null where the target itself is open
    private final OutputStream stream;

    private OutputFile(String flag, String name, Path target, Path draft, OutputStream stream) {
        this.flag = flag;
        this.name = name;
        this.target = target;
        this.draft = draft;
        this.stream = stream;
    }

    /**
     * Opens it.
     *
     * @param flag what the name was given with
     * @throws Failure if it cannot be written
     */
    public static OutputFile open(String flag, String name) {
        try {
            return draft(flag, name, resolved(Path.of(name)));
        } catch (InvalidPathException e) {
            throw Failure.badArguments(
                    "%s %s (expected: the name of a file)"
                            .formatted(flag, TerminalEscape.of(name)));
        } catch (IOException e) {
            throw Failure.file(name, e);
        }
    }

    /** The file itself, behind symbolic links, so that a link is not replaced by a file. */
    private static Path resolved(Path file) throws IOException {
        if (Files.exists(file)) {
            // Links of the kernel, such as /dev/stdout, can be opened but lead to no name.
            return Files.isRegularFile(file) ? file.toRealPath() : file;
        }
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("a loop of symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static OutputFile draft(String flag, String name, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException("is a folder (expected: a file)");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            OutputStream stream = Files.newOutputStream(target, StandardOpenOption.WRITE);
            return new OutputFile(flag, name, target, null, stream);
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new IOException("permission denied");
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new IOException("its folder does not exist");
        }
        String suffix = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
        Path draft = target.resolveSibling(".alloclab-" + suffix);
        OutputStream stream = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW);
        return new OutputFile(flag, name, target, draft, stream);
    }

    /**
     * Sees to it that what is written does not replace what it comes from.
     *
     * @throws Failure if this is the file that the path leads to
     */
    public void checkNotReplaced(Path input) {
        try {
            if (Files.exists(target) && Files.exists(input) && Files.isSameFile(target, input)) {
                throw Failure.badArguments(
                        "%s %s would replace what is read (expected: another file)"
                                .formatted(flag, TerminalEscape.of(input.toString())));
            }
        } catch (IOException e) {
            throw Failure.file(input, e);
        }
    }

    /** Writes all there is to write and puts the file into place. */
    public void write(byte[] bytes) {
        try {
            stream.write(bytes);
            stream.close();
            if (draft != null) {
                moveIntoPlace();
            }
        } catch (IOException e) {
            close();
            throw Failure.file(name, e);
        }
    }

    private void moveIntoPlace() throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Leaves nothing behind if nothing was written. */
    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // What could not be written was complained about; here nothing is left to lose.
        }
        if (draft != null) {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                draft.toFile().deleteOnExit();
            }
        }
    }
}
