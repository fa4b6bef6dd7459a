package org.alloclab.peers;

import org.alloclab.provider.AllocatorUnavailableException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the libraries of peers are: in files that were given, otherwise in the usual folders of
 * Linux and macOS and in {@code LD_LIBRARY_PATH}. Immutable.
 */
public final class PeerLibraries {
    private final LibraryFolders folders;
    private final Map<NativeLibrary, Path> given;

    private PeerLibraries(LibraryFolders folders, Map<NativeLibrary, Path> given) {
        this.folders = folders;
        this.given = Map.copyOf(given);
    }

    /** No file given: what the usual folders hold. */
    public static PeerLibraries usual() {
        return in(LibraryFolders.usual());
    }

    /** No file given: what these folders hold. */
    static PeerLibraries in(LibraryFolders folders) {
        return new PeerLibraries(folders, Map.of());
    }

    /**
     * These, with a file given for one peer, which then is looked for nowhere else.
     *
     * @param name the peer's {@linkplain Peer#commandName command name}
     * @param file its library; whether it is one shows when the peer is opened
     * @throws IllegalArgumentException if no peer of that name is a library that could be elsewhere
     */
    public PeerLibraries with(String name, Path file) {
        NativeLibrary library =
                movable()
                        .filter(one -> one.commandName().equals(name))
                        .findFirst()
                        .orElseThrow(() -> noLibrary(name));
        Map<NativeLibrary, Path> more = new HashMap<>(given);
        more.put(library, file.toAbsolutePath());
        return new PeerLibraries(folders, more);
    }

    private static Stream<NativeLibrary> movable() {
        return Arrays.stream(NativeLibrary.values()).filter(NativeLibrary::isMovable);
    }

    private static IllegalArgumentException noLibrary(String name) {
        String names = movable().map(NativeLibrary::commandName).collect(Collectors.joining(", "));
        return new IllegalArgumentException(
                "peer library: " + name + " (expected: one of " + names + ")");
    }

    /** Opens a library: the file given, or else the first one found that can be used. */
    PeerAllocator open(NativeLibrary library) throws AllocatorUnavailableException {
        Path file = given.get(library);
        if (file != null) {
            return library.open(file);
        }
        List<AllocatorUnavailableException> failures = new ArrayList<>();
        for (Path found : library.files(folders)) {
            try {
                return library.open(found);
            } catch (AllocatorUnavailableException e) {
                failures.add(e);
            }
        }
        throw failures.isEmpty()
                ? library.unavailable("none found in " + folders)
                : failures.getFirst();
    }
}
