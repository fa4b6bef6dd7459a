package org.alloclab.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * A library that a user says is somewhere.
 *
 * @param name of the peer
 * @param file where its library is
 */
record PeerLibrary(String name, Path file) {
    /** The peers whose library can be anywhere. */
    static final List<String> NAMES = List.of("jemalloc", "mimalloc", "tcmalloc", "pymalloc");
}
