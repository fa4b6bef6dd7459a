package org.alloclab.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.provider.Allocators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Where libraries are looked for, and what is said of those that cannot be used. */
class PeerLibrariesTest {
    @TempDir private Path folder;

    private PeerLibraries inFolder() {
        return PeerLibraries.in(new LibraryFolders(List.of(folder)));
    }

    private static PeerProvider peer(String name) {
        return (PeerProvider) Allocators.installed().named(name).orElseThrow();
    }

    private static AllocatorUnavailableException refused(
            PeerProvider peer, PeerLibraries libraries) {
        var e =
                catchThrowableOfType(
                        AllocatorUnavailableException.class, () -> peer.open(libraries));
        assertThat(e).as(peer.name()).isNotNull();
        assertThat(e).hasMessage(peer.name() + ": " + e.reason() + "; " + e.remedy());
        assertThat(e.getMessage()).doesNotContain("\n");
        return e;
    }

    @ParameterizedTest
    @ValueSource(strings = {"jemalloc", "mimalloc", "tcmalloc", "pymalloc"})
    void whatIsNotInstalledIsSaidWithWhereAndHowToGetIt(String name) {
        var e = refused(peer(name), inFolder());
        assertThat(e.reason()).contains("none found", folder.toString());
        assertThat(e.remedy()).contains("install", "Debian", "--peer-lib " + name + "=PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"glibc", "netty-pooled", "netty-adaptive", "confined"})
    void whatNeedsNoFileIsNotLookedForInFolders(String name) throws Exception {
        assumeTrue(!name.equals("glibc") || isGlibc());
        PeerProvider peer = peer(name);
        peer.open(inFolder()).close();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inFolder().with(peer.name(), folder))
                .withMessageContaining("jemalloc, mimalloc, tcmalloc, pymalloc");
    }

    private static boolean isGlibc() {
        return !files("libm\\.so\\.6").isEmpty();
    }

    private static List<Path> files(String name) {
        return LibraryFolders.usual().files(Pattern.compile(name));
    }

    @Test
    void aFileThatASystemPropertyGivesIsUsedByTheProvider() {
        Path missing = folder.resolve("missing.so");
        PeerLibraries.give("mimalloc", missing);
        try {
            assertThat(PeerLibraries.given()).containsValue(missing.toString());
            assertThat(refused(peer("mimalloc"), PeerLibraries.usual()).reason())
                    .contains(missing.toString());
        } finally {
            System.clearProperty("alloclab.peer.mimalloc");
        }
    }

    @Test
    void aFileThatIsNoLibraryIsRefusedWithItsName() throws IOException {
        Path text = Files.writeString(folder.resolve("some text.so"), "no library at all\n");
        Path empty = Files.createFile(folder.resolve("empty.so"));
        Path missing = folder.resolve("missing.so");
        for (Path file : List.of(text, empty, missing, folder)) {
            var e = refused(peer("mimalloc"), PeerLibraries.usual().with("mimalloc", file));
            assertThat(e.reason()).contains(file.toString());
            assertThat(e.remedy()).contains("--peer-lib mimalloc=PATH");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jemalloc", "mimalloc", "tcmalloc", "pymalloc"})
    void anotherLibraryIsRefusedWithWhatItLacks(String name) {
        assumeTrue(isGlibc());
        Path other = files("libm\\.so\\.6").getFirst();
        PeerProvider peer = peer(name);
        var e = refused(peer, inFolder().with(name, other));
        assertThat(e.reason()).contains(other + ": has no function ");
    }

    @Test
    void aLibraryGivenIsUsedInsteadOfThoseFound() throws Exception {
        List<Path> found = files("libmimalloc\\.so.*");
        assumeFalse(found.isEmpty());
        Path copy = Files.copy(found.getFirst(), folder.resolve("renamed"));
        try (PeerAllocator given =
                peer("mimalloc").open(PeerLibraries.usual().with("mimalloc", copy))) {
            assertThat(given.description()).endsWith(copy.toString());
        }
    }

    @Test
    void ofManyTheFirstThatWorksIsTaken() throws Exception {
        List<Path> found = files("libmimalloc\\.so.*");
        assumeFalse(found.isEmpty());
        Files.writeString(folder.resolve("libmimalloc.so.99"), "newest, but no library");
        Path older = Files.copy(found.getFirst(), folder.resolve("libmimalloc.so.1"));
        try (PeerAllocator opened = peer("mimalloc").open(inFolder())) {
            assertThat(opened.description()).endsWith(older.toString());
        }
    }

    @Test
    void ofManyTheNewestComesFirstAndOtherFilesDoNotCount() throws IOException {
        for (String name :
                List.of(
                        "libpython3.9.so.1.0",
                        "libpython3.11.so.1.0",
                        "libpython3.11.a",
                        "libpython3.so",
                        "libpython3.13t.so",
                        "libtcmalloc_minimal.so.4.5.10",
                        "libtcmalloc_minimal_debug.so.4.5.11",
                        "libtcmalloc.4.dylib",
                        "libmimalloc-secure.so.2")) {
            Files.createFile(folder.resolve(name));
        }
        Files.createSymbolicLink(folder.resolve("libpython3.11.so"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("libpython3.9.so"), Path.of("libpython3.9.so.1.0"));
        assertThat(names(NativeLibrary.PYMALLOC))
                .containsExactly("libpython3.11.so.1.0", "libpython3.11.so", "libpython3.9.so.1.0");
        assertThat(names(NativeLibrary.TCMALLOC))
                .containsExactlyInAnyOrder("libtcmalloc_minimal.so.4.5.10", "libtcmalloc.4.dylib");
        assertThat(names(NativeLibrary.MIMALLOC)).isEmpty();
    }

    private List<String> names(NativeLibrary library) {
        return library.files(new LibraryFolders(List.of(folder))).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @Test
    void aPythonThatNeedsAnInterpreterIsRefused() {
        assertThat(LibraryVersion.objectionToPython("3.11.2 (main, Nov 30 2024) [GCC]")).isEmpty();
        assertThat(LibraryVersion.objectionToPython("3.9.0+")).isEmpty();
        assertThat(LibraryVersion.objectionToPython("3.12.0a1 (main)").orElseThrow())
                .contains("3.12.0a1", "interpreter");
        assertThat(LibraryVersion.objectionToPython("3.13.1 free-threading build")).isPresent();
        assertThat(LibraryVersion.objectionToPython("2.7.18")).isPresent();
        assertThat(LibraryVersion.objectionToPython("")).isPresent();
    }

    @Test
    void theNumberOfMimallocIsItsVersion() {
        assertThat(LibraryVersion.ofMimalloc(209)).isEqualTo("2.0.9");
        assertThat(LibraryVersion.ofMimalloc(30212)).isEqualTo("3.2.12");
    }

    /** Loads jemalloc where nothing was set up for it, and says what happened. */
    static final class OpenJemalloc {
        public static void main(String[] args) {
            try {
                System.out.println(
                        new PeerProvider.Jemalloc().open(PeerLibraries.usual()).description());
            } catch (AllocatorUnavailableException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void withoutTheTunableThatJemallocNeedsItIsNamed() throws Exception {
        assumeFalse(files("libjemalloc\\.so.*").isEmpty());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classes = System.getProperty("java.class.path");
        ProcessBuilder builder =
                new ProcessBuilder(
                        java.toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classes,
                        OpenJemalloc.class.getName());
        builder.environment().remove("GLIBC_TUNABLES");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as(said).isZero();
        assumeTrue(said.contains("static TLS"), "a jemalloc that loads without");
        assertThat(said)
                .doesNotContain("\n")
                .startsWith("jemalloc: ")
                .contains("libjemalloc.so")
                .contains("./alloclab", "GLIBC_TUNABLES=glibc.rtld.optional_static_tls=4096");
    }
}
