package org.alloclab.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Files that are small to have and large to read, met by a program with little memory: refused in
 * one line that names them, before memory or patience ends.
 */
@Timeout(300)
class BombsTest {
    private static final int UNPACKED = 100 << 20;
    private static final long ENDLESS = 3L << 30;

    @TempDir private Path folder;
    private Program program;

    @BeforeEach
    void prepare() {
        program = new Program(folder, folder, List.of("-Xmx64m"));
    }

    /** The start, and then one stretch again and again: much of it in a small file. */
    private String packed(String name, String start, String stretch) throws IOException {
        Path file = folder.resolve(name);
        byte[] much = stretch.repeat(10_000).getBytes(StandardCharsets.ISO_8859_1);
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream gzip = new GZIPOutputStream(bytes, 1 << 16)) {
            gzip.write(start.getBytes(StandardCharsets.ISO_8859_1));
            for (long size = 0; size < UNPACKED; size += much.length) {
                gzip.write(much);
            }
        }
        return file.toString();
    }

    /** Zeros that take no room on the disk. */
    private String sparse(String name) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
            zeros.setLength(ENDLESS);
        }
        return file.toString();
    }

    private String text(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void moreLiveBlocksThanMemory() throws Exception {
        String trace = packed("zeros.altr", "ALTR1\n", "\0");
        program.run("replay", trace).refused(4, "zeros.altr", "blocks live at once");
    }

    @Test
    void operationsWithoutEnd() throws Exception {
        String trace = packed("pairs.altr", "ALTR1\n", "\4\5");
        program.run("replay", trace).refused(4, "pairs.altr", "times its size");
        trace = packed("threads.altr", "ALTR1\n", "\3\7");
        program.run("replay", trace).refused(4, "threads.altr", "times its size");
    }

    @Test
    void linesWithoutEnd() throws Exception {
        program.run("golden", packed("a.trace.gz", "", "# \n"))
                .refused(4, "a.trace.gz", "line 1: no such header");
        String header =
                """
                # trace x
                # geometry classic arena=262144 pool=4096
                # python 3.9.18
                # keep_last_arena yes
                # base arena_base mod arena_size == 0, arena_base mod pool_size == 0
                """;
        program.run("golden", packed("b.trace.gz", header, "# \n"))
                .refused(4, "b.trace.gz", "times its size");
    }

    @Test
    void zerosWithoutEnd() throws Exception {
        String zeros = sparse("zeros");
        program.run("replay", zeros).refused(4, "zeros", "byte 0: not an allocation trace");
        program.run("golden", zeros).refused(4, "zeros", "line 1: longer than");
        program.run("report", zeros).refused(4, "zeros", "is longer than");
    }

    @Test
    void documentsThatTakeMoreMemoryThanDisk() throws Exception {
        String start = "{\"schema\":\"alloclab.run/1\",\"results\":[";
        program.run("report", text("deep.json", "[".repeat(600_000)))
                .refused(4, "deep.json", "is not JSON");
        program.run("report", text("wide.json", start + "[],".repeat(200_000) + "[]]}"))
                .refused(4, "wide.json", "results[0]: is a list");
        program.run("report", text("long.json", start + "[],".repeat(400_000) + "[]]}"))
                .refused(4, "long.json", "is longer than");
    }
}
