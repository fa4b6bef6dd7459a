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
 * Where the libraries of peers are: in files that system properties give, such as {@code
 * -Dalloclab.peer.mimalloc=/opt/lib/libmimalloc.so}, otherwise in the usual folders of Linux and
 * macOS and in {@code LD_LIBRARY_PATH}. Immutable.
 */
public final class PeerLibraries {
    private static final String PROPERTY = "alloclab.peer.";

    private final LibraryFolders folders;
    private final Map<NativeLibrary, Path> given;

    private PeerLibraries(LibraryFolders folders, Map<NativeLibrary, Path> given) {
        this.folders = folders;
        this.given = Map.copyOf(given);
    }

    /** The names of the peers whose library may be any file. */
    public static List<String> names() {
        return movable().map(NativeLibrary::commandName).toList();
    }

    /**
     * Gives the library of a peer: the peer is looked for nowhere else, in this JVM and in those
     * that are started with the {@linkplain #given properties}.
     *
     * @param name one of {@link #names}
     * @param file its library; whether it is one shows when the peer is opened
     */
    public static void give(String name, Path file) {
        System.setProperty(PROPERTY + name, file.toAbsolutePath().toString());
    }

    /** The system properties that give libraries, for another JVM; their values by their names. */
    public static Map<String, String> given() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(PROPERTY))
                .collect(Collectors.toMap(name -> name, System::getProperty));
    }

    /** What system properties give, and otherwise what the usual folders hold. */
    static PeerLibraries usual() {
        PeerLibraries libraries = in(LibraryFolders.usual());
        for (Map.Entry<String, String> one : given().entrySet()) {
            String name = one.getKey().substring(PROPERTY.length());
            libraries = libraries.with(name, Path.of(one.getValue()));
        }
        return libraries;
    }

    /** No file given: what these folders hold. */
    static PeerLibraries in(LibraryFolders folders) {
        return new PeerLibraries(folders, Map.of());
    }

    /**
     * These, with a file given for one peer, which then is looked for nowhere else.
     *
     * @param name the peer's name
     * @param file its library; whether it is one shows when the peer is opened
     * @throws IllegalArgumentException if no peer of that name is a library that could be elsewhere
     */
    PeerLibraries with(String name, Path file) {
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
        return new IllegalArgumentException(
                "peer library: %s (expected: one of %s)".formatted(name, names()));
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
