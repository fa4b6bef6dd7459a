package org.alloclab.gil;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.replay.GoldenFiles;
import org.alloclab.replay.GoldenReplay;
import org.alloclab.replay.GoldenResult;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every placement, arena event and figure is the one that real CPython had. */
class GoldenPlacementTest {
    static Stream<Named<Path>> files() throws IOException, URISyntaxException {
        Path folder = Path.of(GoldenPlacementTest.class.getResource("golden").toURI());
        return GoldenFiles.in(List.of(folder)).stream()
                .map(file -> Named.of(folder.relativize(file).toString(), file));
    }

    @Test
    void thereAreFilesOfAllLayouts() throws IOException, URISyntaxException {
        assertThat(files()).hasSize(47);
    }

    @ParameterizedTest
    @MethodSource("files")
    void placesBlocksAsCPythonDoes(Path file) throws IOException {
        GoldenResult result = new GoldenReplay(GilAllocator::new).run(file);
        assertThat(result.operations()).isPositive();
        assertThat(result.first()).isEmpty();
        assertThat(result.differences()).isZero();
    }

    @ParameterizedTest
    @MethodSource("files")
    void placesThemSoWithoutChecks(Path file) throws IOException {
        GoldenResult result = new GoldenReplay(GilAllocator::unchecked).run(file);
        assertThat(result.operations()).isPositive();
        assertThat(result.first()).isEmpty();
    }
}
