package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

class GoldenReplayTest {
    /** What {@link OnePool} does. */
    private static final String TRACE =
            """
            # trace by_hand
            # geometry classic arena=262144 pool=4096
            # python 3.9.18
            # keep_last_arena yes
            # base arena_base mod arena_size == 0, arena_base mod pool_size == 0
            # a comment
            arena+ 0
            m 0 16 0 0 48
            m 1 1 0 0 64
            m 2 600 raw
            f 0 0 0 48
            m 3 9 0 0 48
            # another
            m 4 0 raw
            f 4 raw
            r 2 20 raw
            end ops 8
            end arenas_current 1
            end arenas_total 1
            end arenas_highwater 1
            end allocated_blocks 3
            stat small_threshold 512
            stat size_classes 32
            class 0 16 1 2 251
            stat arenas_allocated_total 1
            stat arenas_reclaimed 0
            stat arenas_highwater 1
            stat arenas_current 1
            stat arena_bytes 262144
            stat bytes_allocated 32
            stat bytes_available 4016
            stat unused_pools 63
            stat unused_pool_bytes 258048
            stat bytes_pool_headers 48
            stat bytes_quantization 0
            stat bytes_arena_alignment 0
            stat total_bytes 262144
            """;

    private static GoldenResult run(String trace) throws IOException {
        return run(trace, OnePool::new);
    }

    private static GoldenResult run(
            String trace, BiFunction<HeapLayout, ArenaSource, SmallObjectAllocator> allocators)
            throws IOException {
        byte[] bytes = trace.getBytes(StandardCharsets.US_ASCII);
        return new GoldenReplay(allocators).run("by hand", new ByteArrayInputStream(bytes));
    }

    /** The first line of what is said about the first difference. */
    private static String firstDifference(String from, String to) throws IOException {
        assertThat(TRACE).contains(from);
        GoldenResult result = run(TRACE.replaceFirst(from.replace("+", "\\+"), to));
        assertThat(result.isEqual()).isEqualTo(result.first().isEmpty());
        return result.first().lines().findFirst().orElse("none");
    }

    @Test
    void equal() throws IOException {
        assertThat(run(TRACE)).isEqualTo(new GoldenResult("by hand", HeapLayout.CLASSIC, 8, 0, ""));
    }

    @Test
    void showsTheFirstDifferenceAmongTheLinesAroundIt() throws IOException {
        GoldenResult result =
                run(TRACE.replace("m 3 9 0 0 48", "m 3 9 0 0 80").replace(" 251", " 7"));
        assertThat(result.differences()).isEqualTo(2);
        assertThat(result.first())
                .isEqualTo(
                        """
                        line 12: expected 'm 3 9 0 0 80', actual 'm 3 9 0 0 48'
                                 7  arena+ 0
                                 8  m 0 16 0 0 48
                                 9  m 1 1 0 0 64
                                10  m 2 600 raw
                                11  f 0 0 0 48
                        ->      12  m 3 9 0 0 80
                                13  # another
                                14  m 4 0 raw
                                15  f 4 raw
                                16  r 2 20 raw
                                17  end ops 8\
                        """);
    }

    @Test
    void comparesEveryPlace() throws IOException {
        assertThat(firstDifference("m 0 16 0 0 48", "m 0 16 1 0 48"))
                .isEqualTo("line 8: expected 'm 0 16 1 0 48', actual 'm 0 16 0 0 48'");
        assertThat(firstDifference("m 1 1 0 0 64", "m 1 1 0 1 64"))
                .isEqualTo("line 9: expected 'm 1 1 0 1 64', actual 'm 1 1 0 0 64'");
        assertThat(firstDifference("m 2 600 raw", "m 2 600 0 0 80"))
                .isEqualTo("line 10: expected 'm 2 600 0 0 80', actual 'm 2 600 raw'");
        assertThat(firstDifference("f 0 0 0 48", "f 0 0 0 64"))
                .isEqualTo("line 11: expected 'f 0 0 0 64', actual 'f 0 0 0 48'");
        assertThat(firstDifference("r 2 20 raw", "r 2 20 0 0 80"))
                .isEqualTo("line 16: expected 'r 2 20 0 0 80', actual 'r 2 20 raw'");
    }

    @Test
    void comparesArenaEventsAndTheirPlaceInTheFile() throws IOException {
        assertThat(firstDifference("arena+ 0\n", ""))
                .isEqualTo("line 7: expected 'nothing before 'm 0 16 0 0 48'', actual 'arena+ 0'");
        assertThat(firstDifference("arena+ 0\n", "arena+ 1\n"))
                .isEqualTo("line 7: expected 'arena+ 1', actual 'arena+ 0'");
        assertThat(firstDifference("f 4 raw", "arena- 0\nf 4 raw"))
                .isEqualTo("line 15: expected 'arena- 0', actual 'nothing'");
        assertThat(firstDifference("end ops 8", "arena- 0\nend ops 8"))
                .isEqualTo("line 17: expected 'arena- 0', actual 'nothing'");
    }

    @Test
    void comparesEveryFigureAtTheEnd() throws IOException {
        String[] lines = TRACE.split("\n");
        for (int i = 16; i < lines.length; i++) {
            String changed = lines[i].substring(0, lines[i].lastIndexOf(' ')) + " 77";
            if (lines[i].startsWith("end ops")) {
                continue;
            }
            assertThat(firstDifference(lines[i] + "\n", changed + "\n"))
                    .isEqualTo(
                            "line %d: expected '%s', actual '%s'"
                                    .formatted(i + 1, changed, lines[i]));
        }
    }

    @Test
    void comparesWhichClassesThereAre() throws IOException {
        assertThat(firstDifference("class 0 16 1 2 251\n", ""))
                .isEqualTo("line 23: expected 'no further row', actual 'class 0 16 1 2 251'");
        assertThat(
                        firstDifference(
                                "class 0 16 1 2 251\n", "class 0 16 1 2 251\nclass 5 96 1 1 41\n"))
                .isEqualTo("line 25: expected 'class 5 96 1 1 41', actual 'no row'");
    }

    @Test
    void followsAnArenaThatComesBack() throws IOException {
        String head = TRACE.substring(0, TRACE.indexOf("arena+ 0"));
        String tail = TRACE.substring(TRACE.indexOf("end arenas_current"));
        String trace =
                head
                        + "arena+ 0\nm 0 16 0 0 48\narena- 0\nf 0 0 0 48\n"
                        + "arena+ 1\nm 1 16 1 0 48\nend ops 3\n"
                        + tail;
        GoldenResult result =
                run(
                        trace,
                        (layout, source) ->
                                new OnePool(layout, source) {
                                    @Override
                                    public void free(long address) {
                                        super.free(address);
                                        release();
                                    }
                                });
        assertThat(result.first()).startsWith("line 15: expected 'end arenas_total 1', actual");
        assertThat(result.operations()).isEqualTo(3);
    }

    @Test
    void misalignedArenasBeginWhereTheHeaderSays() throws IOException {
        String misaligned =
                TRACE.replace("== 0", "== 16")
                        .replace("pools 63", "pools 62")
                        .replace("258048", "253952")
                        .replace("alignment 0", "alignment 4096");
        assertThat(run(misaligned).first()).isEmpty();
        assertThat(run(TRACE.replace("== 0", "== 16")).first())
                .startsWith("line 32: expected 'stat unused_pools 63', actual");
    }

    @Test
    void theHeaderChoosesTheLayout() throws IOException {
        String modern =
                TRACE.replace("classic arena=262144 pool=4096", "modern arena=1048576 pool=16384");
        assertThat(run(modern).layout()).isEqualTo(HeapLayout.MODERN);
        String old = TRACE.replace("arena yes", "arena no");
        assertThat(run(old).layout()).isEqualTo(HeapLayout.CLASSIC38);
        assertThat(run(TRACE).layout()).isEqualTo(HeapLayout.CLASSIC);
    }

    @Test
    void anOperationThatFailsEndsTheComparison() throws IOException {
        GoldenResult result =
                run(
                        TRACE,
                        (layout, source) ->
                                new OnePool(layout, source) {
                                    @Override
                                    public long reallocate(long address, long size) {
                                        throw new HeapExhaustedException(size, "nothing left");
                                    }
                                });
        assertThat(result.first())
                .startsWith(
                        "line 16: expected 'r 2 20 raw', "
                                + "actual 'cannot get 20 bytes: nothing left'");
        assertThat(result.differences()).isEqualTo(1);
        assertThat(result.operations()).isEqualTo(7);
    }

    @Test
    void readsFilesPackedOrNot(@TempDir Path folder) throws IOException {
        Path plain = Files.writeString(folder.resolve("a.trace"), TRACE);
        Path packed = folder.resolve("b.trace.gz");
        Files.write(packed, TraceBytes.gzip(TRACE.getBytes(StandardCharsets.US_ASCII)));
        for (Path file : new Path[] {plain, packed}) {
            GoldenResult result = new GoldenReplay(OnePool::new).run(file);
            assertThat(result.isEqual()).isTrue();
            assertThat(result.file()).isEqualTo(file.toString());
        }
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new GoldenReplay(OnePool::new).run(folder))
                .withMessageContaining("is a folder");
    }

    private static void refuses(String from, String to, long line, String what) {
        assertThat(TRACE).contains(from);
        int at = TRACE.indexOf(from);
        String changed = TRACE.substring(0, at) + to + TRACE.substring(at + from.length());
        assertThatExceptionOfType(GoldenFormatException.class)
                .as("%s -> %s", from, to)
                .isThrownBy(() -> run(changed))
                .withMessageStartingWith("line " + line + ": ")
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.line()).isEqualTo(line));
    }

    @Test
    void refusesHeadersThatContradictThemselves() {
        refuses("# trace by_hand", "hello", 1, "# trace NAME");
        refuses("arena=262144", "arena=262143", 2, "arena=262144 pool=4096");
        refuses("classic arena", "modern arena", 2, "arena=1048576 pool=16384");
        refuses("geometry classic", "geometry classic38", 2, "# geometry classic|modern");
        refuses("# python 3.9.18", "# cpython", 3, "# python VERSION");
        refuses("last_arena yes", "last_arena maybe", 4, "yes|no");
        refuses("pool_size == 0", "pool_size == 16", 5, "no arena base");
        refuses("arena_size == 0", "arena_size == 262144", 5, "no arena base");
        String modern = "modern arena=1048576 pool=16384\n# python 3\n# keep_last_arena no";
        refuses(
                "classic arena=262144 pool=4096\n# python 3.9.18\n# keep_last_arena yes",
                modern,
                4,
                "modern geometry");
        refuses(TRACE, "", 1, "# trace NAME");
    }

    @Test
    void refusesLinesThatAreNone() {
        refuses("m 0 16 0 0 48", "m 0 16 0 0", 8, "5 words (expected: 6)");
        refuses("m 0 16 0 0 48", "m 0 16 raw raw", 8, "5 words (expected: 6)");
        refuses("m 0 16 0 0 48", "m  0 16 0 0 48", 8, "");
        refuses("m 0 16 0 0 48", "m 0 -1 0 0 48", 8, "'-1' in 'm 0 -1 0 0 48'");
        refuses("m 0 16 0 0 48", "m 0 16 0 x 48", 8, "'x'");
        refuses("m 0 16 0 0 48", "m 00 16 0 0 48", 8, "'00'");
        refuses("m 2 600 raw", "m 2 9999999999999999999 raw", 10, "(expected: a number)");
        refuses("m 2 600 raw", "m 2 six raw", 10, "'six'");
        refuses("m 2 600 raw", "a 2 600 raw", 10, "expected: m, r, f");
        refuses("m 2 600 raw", "", 10, "expected: m, r, f");
        refuses("arena+ 0", "arena+", 7, "1 words (expected: 2)");
        refuses("m 2 600 raw", "m".repeat(1001), 10, "longer than 1000 bytes");
    }

    @Test
    void refusesBlocksThatDoNotLive() {
        refuses("m 3 9", "m 1 9", 12, "block 1 was there before");
        refuses("m 3 9", "m 0 9", 12, "block 0 was there before");
        refuses("f 4 raw", "f 0 0 0 48", 15, "block 0 does not live");
        refuses("r 2 20", "r 9 20", 16, "block 9 does not live");
    }

    @Test
    void refusesFilesThatAreIncomplete() {
        int lines = (int) TRACE.lines().count();
        refuses("stat total_bytes 262144\n", "", lines, "ends without 'stat total_bytes'");
        refuses("end ops 8\n", "", lines, "ends without 'end ops'");
        refuses("end ops 8", "end ops 9", 17, "expected: 8");
        refuses(TRACE.substring(TRACE.indexOf("end ops")), "", 17, "ends without 'end ops'");
        refuses("total_bytes 262144\n", "total_bytes 262144", lines, "ends inside a line");
    }

    @Test
    void refusesFiguresNobodyKnows() {
        refuses("stat unused_pools 63", "stat used_pools 1", 32, "is unknown or there twice");
        refuses("stat arenas_reclaimed 0", "stat small_threshold 512", 26, "or there twice");
        refuses("end arenas_total 1", "end of_it_all 1", 19, "is unknown or there twice");
        refuses("class 0 16 1 2 251", "class 32 16 1 2 251", 24, "a higher class, below 32");
        refuses("class 0 16", "class 3 1 1 1 1\nclass 0 16", 25, "a higher class, below 32");
        refuses("class 0 16", "class 0 16 1", 24, "7 words (expected: 6)");
        refuses("class 0 16", "m 9 16 raw\nclass 0 16", 24, "behind the operations");
        refuses("total_bytes 262144", "total_bytes 262144 x", 37, "4 words (expected: 3)");
    }

    @Test
    void refusesDamagedGzip() {
        byte[] packed = TraceBytes.gzip(TRACE.getBytes(StandardCharsets.US_ASCII));
        packed[packed.length - 5] ^= 1;
        assertThatExceptionOfType(GoldenFormatException.class)
                .isThrownBy(() ->
                        new GoldenReplay(OnePool::new)
                                .run("packed", new ByteArrayInputStream(packed)))
                .withMessage("line 38: damaged gzip: wrong checksum");
    }
}
