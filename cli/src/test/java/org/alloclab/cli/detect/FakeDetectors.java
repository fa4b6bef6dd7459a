package org.alloclab.cli.detect;

import org.alloclab.stress.Host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * A folder like the one in which the module stress is built, with detectors that say what they are
 * told to: see {@link Host}.
 *
 * @param target where it is
 */
public record FakeDetectors(Path target) {
    public static FakeDetectors in(Path target) throws IOException {
        Files.createDirectories(target.resolve("lib"));
        try (OutputStream file = Files.newOutputStream(target.resolve("stress-0.jar"));
                JarOutputStream jar = new JarOutputStream(file);
                InputStream code = Host.class.getResourceAsStream("Host.class")) {
            jar.putNextEntry(new ZipEntry(Host.class.getName().replace('.', '/') + ".class"));
            code.transferTo(jar);
        }
        return new FakeDetectors(target);
    }

    /** What the next one says and does. */
    public void say(String... lines) throws IOException {
        Files.writeString(target.resolve("script"), String.join("\n", lines));
    }

    /** What the next one says and does if it looks at a mutant. */
    public void sayOnMutant(String... lines) throws IOException {
        Files.writeString(target.resolve("script.mutant"), String.join("\n", lines));
    }

    /** What the last one was started with. */
    public List<String> order() throws IOException {
        Path file = target.resolve("order");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Where the last one worked. */
    Path folder() throws IOException {
        return Path.of(Files.readString(target.resolve("folder")));
    }
}
