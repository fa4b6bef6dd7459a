package org.alloclab.cli.flags;

import org.alloclab.cli.session.Failure;
import org.alloclab.peers.PeerLibraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A library that a user says is somewhere.
 *
 * @param name of the peer
 * @param file where its library is
 */
public record PeerLibrary(String name, Path file) {
    /** The peers whose library can be anywhere. */
    public static final List<String> NAMES =
            List.of("jemalloc", "mimalloc", "tcmalloc", "pymalloc");

    /**
     * These, and those in the usual folders.
     *
     * @throws Failure if one of them does not exist
     */
    public static PeerLibraries all(List<PeerLibrary> given) {
        PeerLibraries libraries = PeerLibraries.usual();
        for (PeerLibrary library : given) {
            if (!Files.exists(library.file)) {
                IOException cause = new NoSuchFileException(library.file.toString());
                throw Failure.file(library.file, cause);
            }
            libraries = libraries.with(library.name, library.file);
        }
        return libraries;
    }
}
