package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

class GoldenFilesTest {
    @TempDir Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    @Test
    void findsTracesInFoldersAndBelow() throws IOException {
        Path second = file("a/2.trace.gz");
        Path first = file("a/1.trace");
        Path deep = file("a/b/c/0.trace.gz");
        Path other = file("a/notes.txt");
        Files.createDirectory(folder.resolve("a/folder.trace"));
        assertThat(GoldenFiles.in(List.of(folder))).containsExactly(first, second, deep);
        assertThat(GoldenFiles.in(List.of(other, folder)))
                .containsExactly(other, first, second, deep);
        assertThat(GoldenFiles.in(List.of(second, folder))).containsExactly(second, first, deep);
    }

    @Test
    void anEmptyFolderHasNone() throws IOException {
        assertThat(GoldenFiles.in(List.of(folder))).isEmpty();
    }

    @Test
    void whatDoesNotExistIsNamed() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> GoldenFiles.in(List.of(folder.resolve("none"))))
                .withMessageContaining("none");
    }
}
