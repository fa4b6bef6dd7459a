package org.alloclab.cli.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the operating system tells about itself in files. One that is not there, or may not be read,
 * tells nothing.
 *
 * @param root the root folder
 */
public record SystemFiles(Path root) {
    public static SystemFiles ofThisMachine() {
        return new SystemFiles(Path.of("/"));
    }

    /** A file's text without white space at its ends; empty if there is none. */
    public Optional<String> text(String file) {
        return bytes(file)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .filter(text -> !text.isEmpty());
    }

    /** A file's lines; none if it cannot be read. */
    public Stream<String> lines(String file) {
        return text(file).stream().flatMap(String::lines);
    }

    /** A file's bytes. */
    public Optional<byte[]> bytes(String file) {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(file)));
        } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    public boolean exists(String file) {
        return Files.exists(root.resolve(file));
    }
}
