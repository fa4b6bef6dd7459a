package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.cli.DamageRun.Verdict;
import org.alloclab.gil.GilAllocator;
import org.alloclab.replay.GoldenFormatException;
import org.alloclab.replay.GoldenReplay;
import org.alloclab.replay.GoldenResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Thousands of damaged placement traces. A packed one, which has a checksum, is refused or compared
 * as what it was. One that is not packed is refused, or differs, or says of every place and figure
 * what the original says: no other is ever taken for CPython's.
 */
@Timeout(300)
class DamagedGoldenTest {
    private static final GoldenReplay REPLAY = new GoldenReplay(GilAllocator::new);

    private static final Path ORIGINAL =
            Path.of("../gil-model/src/test/resources/org/alloclab/gil/golden/classic")
                    .resolve("03_lifo.trace.gz");

    @TempDir private Path folder;

    @Test
    void packedOnesAreRefusedOrUnharmed() throws IOException {
        byte[] original = Files.readAllBytes(ORIGINAL);
        byte[] text = unpacked(original);
        new DamageRun("packed placement traces", Damage.OF_BYTES, 5)
                .check(
                        List.of(original),
                        damaged -> {
                            Verdict verdict = read(damaged, text);
                            assertThat(verdict).isNotEqualTo(Verdict.ANOTHER);
                            return verdict;
                        });
    }

    @Test
    void othersAreRefusedOrDifferOrSayTheSame() throws IOException {
        byte[] text = unpacked(Files.readAllBytes(ORIGINAL));
        new DamageRun("placement traces", Damage.OF_TEXT, 15)
                .check(List.of(text), damaged -> read(damaged, text));
    }

    private Verdict read(byte[] damaged, byte[] original) throws IOException {
        Path file = Files.write(folder.resolve("damaged.trace"), damaged);
        try {
            GoldenResult result = REPLAY.run(file);
            if (!result.isEqual()) {
                assertThat(result.first()).startsWith("line ").contains("expected", "actual");
                return Verdict.ANOTHER;
            }
            assertThat(result.operations()).isEqualTo(operations(damaged));
            assertThat(statements(original)).containsAll(statements(damaged));
            return Verdict.SAME;
        } catch (GoldenFormatException e) {
            assertThat(e.getMessage()).startsWith("line ");
            return Verdict.REFUSED;
        }
    }

    private static List<String> lines(byte[] bytes) throws IOException {
        return List.of(new String(unpacked(bytes), StandardCharsets.ISO_8859_1).split("\n"));
    }

    private static long operations(byte[] bytes) throws IOException {
        return lines(bytes).stream().filter(line -> line.matches("[mrf] .*")).count();
    }

    /** What is said of places and figures; a block may be called and sized as it likes. */
    private static Set<String> statements(byte[] bytes) throws IOException {
        return lines(bytes).stream()
                .filter(line -> !line.startsWith("# ") || line.startsWith("# geometry"))
                .map(DamagedGoldenTest::statement)
                .collect(Collectors.toSet());
    }

    private static String statement(String line) {
        String[] words = line.split(" ", 4);
        return switch (words[0]) {
            case "m", "r" -> words[0] + " " + sizeClass(words[2]) + " " + words[3];
            case "f" -> line.replaceFirst("^f [0-9]+", "f");
            default -> line;
        };
    }

    private static String sizeClass(String size) {
        long bytes = Math.max(1, Long.parseLong(size));
        return bytes > 512 ? "raw" : Long.toString((bytes + 15) / 16);
    }

    private static byte[] unpacked(byte[] bytes) throws IOException {
        if (bytes[0] != 0x1f) {
            return bytes;
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        }
    }
}
