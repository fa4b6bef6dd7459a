package org.alloclab.cli.flags;

import org.alloclab.cli.session.Failure;
import org.alloclab.peers.PeerLibraries;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file of a peer's library, given by {@code --peer-lib}.
 *
 * @param name of the peer
 * @param file where its library is
 */
public record PeerLibrary(String name, Path file) {
    /**
     * Tells the peer where its library is.
     *
     * @throws Failure if the file does not exist
     */
    public void give() {
        if (!Files.exists(file)) {
            throw Failure.file(file, new NoSuchFileException(file.toString()));
        }
        PeerLibraries.give(name, file);
    }
}
