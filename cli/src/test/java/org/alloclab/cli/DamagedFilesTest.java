package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** Files that cannot be read or written: exit 4, one line that names them. */
class DamagedFilesTest {
    @TempDir private Path folder;

    private Ran replay(byte[] bytes) throws IOException {
        return Ran.with("replay", Files.write(folder.resolve("damaged.altr"), bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9, 10, 11, 40, 100, 1000, -1, -4, -8})
    void aPackedTraceThatWasCut(int length) throws IOException {
        byte[] whole = TraceBytes.random(1, 2000, 1).packed();
        int end = length < 0 ? whole.length + length : length;
        replay(Arrays.copyOf(whole, end)).refused(4, "damaged.altr\": byte ");
    }

    @Test
    void aTraceThatEndsInsideARecord() throws IOException {
        TraceBytes trace = new TraceBytes();
        trace.allocate(100_000);
        byte[] whole = trace.plain();
        for (int end = 0; end < 6; end++) {
            replay(Arrays.copyOf(whole, end)).refused(4, "damaged.altr\": byte ");
        }
        replay(Arrays.copyOf(whole, whole.length - 1)).refused(4, "damaged.altr\": byte 8");
    }

    @Test
    void aTraceOfAnotherKind() throws IOException {
        replay("ALTR2\n".getBytes()).refused(4, "byte ");
        replay("#!/bin/sh\necho no\n".getBytes()).refused(4, "byte 0");
        replay(new byte[5000]).refused(4, "byte 0");
    }

    @Test
    void aTraceThatFreesABlockTwice() throws IOException {
        TraceBytes trace = new TraceBytes();
        long block = trace.allocate(16);
        int before = trace.free(block).plain().length;
        replay(trace.free(block).packed()).refused(4, "byte " + before);
        replay(new TraceBytes().number(5).packed()).refused(4, "byte 6");
        replay(new TraceBytes().number(1).packed()).refused(4, "byte 6");
    }

    @Test
    void aTraceWithABrokenNumber() throws IOException {
        byte[] bytes = Arrays.copyOf(new TraceBytes().plain(), 6 + 11);
        Arrays.fill(bytes, 6, bytes.length, (byte) 0xff);
        replay(bytes).refused(4, "byte ");
    }

    /** Nothing is known of what a flipped bit means: a trace is refused, or it is another one. */
    @Test
    void aTraceWithAFlippedBit() throws IOException {
        long seed = Long.getLong("alloclab.seed", System.nanoTime());
        System.out.println(
                "aTraceWithAFlippedBit: repeat with -Dtest.args=-Dalloclab.seed=" + seed);
        Random random = new Random(seed);
        byte[] packed = TraceBytes.random(seed, 500, 2).packed();
        byte[] plain = TraceBytes.random(seed, 500, 2).plain();
        for (int i = 0; i < 50; i++) {
            for (byte[] whole : new byte[][] {packed, plain}) {
                byte[] bytes = whole.clone();
                int bit = random.nextInt(bytes.length * 8);
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                Ran ran = replay(bytes);
                assertThat(ran.exitCode()).as("bit %d, seed %d", bit, seed).isIn(0, 4, 20);
                if (ran.exitCode() != 0) {
                    assertThat(ran.err().lines()).as("bit %d, seed %d", bit, seed).hasSize(1);
                    assertThat(ran.err()).contains("damaged");
                }
            }
        }
    }

    @Test
    void whatIsNoFile() throws IOException {
        Ran.with("replay", folder).refused(4, folder.toString(), "is a folder");
        Ran.with("replay", folder.resolve("none")).refused(4, "none\": does not exist");
        Ran.with("replay", folder + "/none/none").refused(4, "none/none\": does not exist");
        Ran.with("golden", folder.resolve("none")).refused(4, "none\": does not exist");
        Ran.with("replay", "x".repeat(300)).refused(4, "xxx");
        Path file = TraceBytes.random(1, 10, 1).to(folder.resolve("t.altr"));
        Ran.with("replay", file + "/below").refused(4, "t.altr/below");
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        Ran.with("replay", loop).refused(4, "loop");
        Ran.with("golden", loop).refused(4, "loop");
        Ran.with("doctor", "--json", loop).refused(4, "loop");
    }

    @Test
    void whatMayNotBeRead() throws IOException {
        Path file = TraceBytes.random(1, 10, 1).to(folder.resolve("t.altr"));
        assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "may read all");
        Ran.with("replay", file).refused(4, "t.altr", "permission denied");
        Ran.with("golden", file).refused(4, "t.altr", "permission denied");
    }

    @Test
    void goldenFilesThatAreNone() throws IOException {
        Path trace = Files.write(folder.resolve("a.trace"), new byte[] {1, 2, 3});
        Ran.with("golden", trace).refused(4, "a.trace", "line 1");
        Files.writeString(trace, "# trace x\n# geometry classic arena=1 pool=1\n");
        Ran.with("golden", folder).refused(4, "a.trace", "line 2");
        Files.writeString(trace, "\u001b[2J\n");
        Ran.with("golden", folder).refused(4, "a.trace", "line 1");
    }

    @Test
    void foldersWithoutGoldenFilesAreNoSuccess() {
        Ran.with("golden", folder).refused(3, folder.toString(), "*.trace.gz");
    }

    @Test
    void jsonFilesThatCannotBeWrittenAreRefusedBeforeAnyWork() throws IOException {
        Ran.with("run", "--json", folder).refused(4, folder.toString(), "is a folder");
        Ran.with("run", "--json", folder + "/none/x.json").refused(4, "x.json", "folder");
        Path file = TraceBytes.random(1, 10, 1).to(folder.resolve("t.altr"));
        Ran.with("run", "--json", file + "/x.json").refused(4, "x.json");
        Ran.with("replay", file, "--json", "/proc/none.json").refused(4, "/proc/none.json");
    }

    @Test
    void resultsNeverReplaceWhatTheyComeFrom() throws IOException {
        Path file = TraceBytes.random(1, 10, 1).to(folder.resolve("t.altr"));
        byte[] before = Files.readAllBytes(file);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Ran.with("replay", file, "--json", link).refused(2, "t.altr", "would replace");
        Ran.with("golden", file, "--json", file).refused(2, "t.altr", "would replace");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aTraceThatAsksForMoreThanThereIs() throws IOException {
        TraceBytes trace = new TraceBytes();
        trace.allocate(1L << 60);
        Ran ran = replay(trace.packed());
        assertThat(ran.exitCode()).isEqualTo(20);
        assertThat(ran.err()).contains("damaged", "operation 1", "1,152,921,504,606,846,976");
        assertThat(ran.err().lines()).hasSize(1);
    }

    @Test
    void aTraceOfMoreThreadsThanThereCanBe() throws IOException {
        TraceBytes trace = new TraceBytes();
        for (int thread = 0; thread < 5000; thread++) {
            trace.thread(thread).allocate(16);
        }
        Path file = trace.to(folder.resolve("crowd.altr"));
        Ran.with("replay", file, "--mode", "recorded")
                .refused(2, "\"crowd\" has 5,000 threads", "at most 4,096");
        Ran.with("replay", file).ended(0, "kept");
    }

    @Test
    void aFullDiskIsNoticed() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "no " + full);
        Ran ran = Ran.with("doctor", "--json", full);
        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains("/dev/full", "No space left");
    }

    @Test
    void nothingIsLeftBehindByARunThatFailed() throws IOException {
        Path json = Files.writeString(folder.resolve("old.json"), "as it was");
        Ran.with("replay", folder.resolve("none"), "--json", json).refused(4, "none");
        Ran.with("golden", folder, "--json", folder.resolve("new.json")).refused(3);
        assertThat(json).hasContent("as it was");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(json);
        }
    }
}
