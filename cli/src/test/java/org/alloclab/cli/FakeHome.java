package org.alloclab.cli;

import org.alloclab.bench.BenchHostProgram;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * A folder like the project's, with benchmarks that measure nothing: see {@link BenchHostProgram}.
 *
 * @param folder where it is
 */
record FakeHome(Path folder) {
    static FakeHome in(Path folder) throws IOException {
        FakeHome home = new FakeHome(folder);
        Files.createDirectories(home.target());
        try (OutputStream file = Files.newOutputStream(home.jar());
                JarOutputStream jar = new JarOutputStream(file);
                InputStream code =
                        BenchHostProgram.class.getResourceAsStream("BenchHostProgram.class")) {
            jar.putNextEntry(
                    new ZipEntry(BenchHostProgram.class.getName().replace('.', '/') + ".class"));
            code.transferTo(jar);
        }
        return home;
    }

    private Path target() {
        return folder.resolve("bench/target");
    }

    Path jar() {
        return target().resolve("benchmarks.jar");
    }

    /** What the host does, but for answering: a word and a pattern. */
    void behave(String behaviour) throws IOException {
        Files.writeString(target().resolve("behaviour"), behaviour);
    }

    /** What the host was asked for. */
    List<String> requests() throws IOException {
        Path file = target().resolve("requests");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
