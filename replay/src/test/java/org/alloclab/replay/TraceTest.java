package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class TraceTest {
    @TempDir Path folder;

    @Test
    void knowsItsFacts() throws IOException {
        TraceBytes bytes = new TraceBytes().thread(7).allocate(100).allocate(50).free(0);
        bytes.thread(2).reallocate(1, 170).allocate(10).thread(9).thread(7).free(2);
        Trace trace = bytes.trace();
        assertThat(trace.facts()).isEqualTo(new TraceFacts(6, 2, 2, 180, 1));
        assertThat(bytes.streamed().facts()).isEqualTo(trace.facts());
    }

    @Test
    void anEmptyTraceHasNoOperations() throws IOException {
        assertThat(new TraceBytes().trace().facts()).isEqualTo(new TraceFacts(0, 0, 0, 0, 0));
    }

    @Test
    void tellsItsOperationsAndFreesWhatStillLives() throws IOException {
        TraceBytes bytes = new TraceBytes().thread(7).allocate(100).allocate(50).free(0);
        bytes.thread(2).reallocate(1, 5L << 32).allocate(10).thread(7).free(2);
        List<String> expected =
                List.of(
                        "allocate 100 in 0",
                        "allocate 50 in 1",
                        "free 0",
                        "reallocate 21474836480 in 1",
                        "allocate 10 in 2",
                        "free 2",
                        "free 1");
        for (Trace trace : List.of(bytes.trace(), bytes.streamed())) {
            List<String> told = new ArrayList<>();
            trace.tell(new Teller(told));
            assertThat(told).isEqualTo(expected);
            assertThat(trace.slots()).isEqualTo(3);
        }
    }

    private record Teller(List<String> told) implements Operations {
        @Override
        public void allocate(int slot, long size) {
            told.add("allocate " + size + " in " + slot);
        }

        @Override
        public void reallocate(int slot, long size) {
            told.add("reallocate " + size + " in " + slot);
        }

        @Override
        public void free(int slot) {
            told.add("free " + slot);
        }
    }

    @Test
    void keptAndReadAgainAreTheSame() throws IOException {
        long seed = System.nanoTime();
        TraceBytes bytes = random(new Random(seed), 3 * Chunk.OPERATIONS + 17);
        List<String> kept = operationsOf(bytes.trace());
        assertThat(kept).as("seed %d", seed).hasSize(3 * Chunk.OPERATIONS + 17);
        assertThat(kept.getLast()).as("seed %d", seed).startsWith(kept.size() + ": ");
        assertThat(operationsOf(bytes.streamed())).as("seed %d", seed).isEqualTo(kept);
        Trace tooLong = Trace.open("too long", bytes::stream, Chunk.OPERATIONS + 1);
        assertThat(operationsOf(tooLong)).as("seed %d", seed).isEqualTo(kept);
    }

    private static TraceBytes random(Random random, int operations) {
        TraceBytes bytes = new TraceBytes();
        List<Long> live = new ArrayList<>();
        long next = 0;
        for (int i = 0; i < operations; i++) {
            if (random.nextInt(50) == 0) {
                bytes.thread(random.nextInt(5));
            }
            int choice = live.isEmpty() ? 0 : random.nextInt(10);
            if (choice < 5) {
                bytes.allocate(choice == 0 ? 5L << 32 : random.nextInt(600));
                live.add(next++);
            } else if (choice < 9) {
                bytes.free(live.remove(random.nextInt(live.size())));
            } else {
                bytes.reallocate(live.get(random.nextInt(live.size())), random.nextInt(2000));
            }
        }
        return bytes;
    }

    private static List<String> operationsOf(Trace trace) throws IOException {
        List<String> all = new ArrayList<>();
        try (ChunkSource chunks = trace.chunks()) {
            for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                for (int run = 0; run < chunk.runs(); run++) {
                    for (int i = chunk.runStart(run); i < chunk.runEnd(run); i++) {
                        all.add(
                                "%d: %s, slot %d, turn %d, thread %d"
                                        .formatted(
                                                chunk.number(i),
                                                chunk.describe(i),
                                                chunk.slot(i),
                                                chunk.turn(i),
                                                chunk.runThread(run)));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void damageIsRefusedBeforeAnythingIsReplayed() {
        TraceBytes bytes = new TraceBytes();
        for (int i = 0; i < 40_000; i++) {
            bytes.allocate(8);
        }
        long end = bytes.length();
        bytes.number(0 << 2 | 1);
        assertThatExceptionOfType(TraceFormatException.class)
                .isThrownBy(bytes::streamed)
                .satisfies(e -> assertThat(e.offset()).isEqualTo(end));
    }

    @Test
    void aFileThatChangedIsNoticed() throws IOException {
        byte[] before = new TraceBytes().allocate(8).allocate(8).plain();
        byte[] after = new TraceBytes().allocate(8).plain();
        int[] opened = {0};
        Trace trace =
                Trace.open(
                        "changing",
                        () -> new ByteArrayInputStream(opened[0]++ == 0 ? before : after),
                        0);
        assertThatExceptionOfType(TraceFormatException.class)
                .isThrownBy(() -> operationsOf(trace))
                .withMessageContaining("changed");
    }

    @Test
    void opensFilesAndNamesThem() throws IOException {
        Path packed = folder.resolve("some.altr.gz");
        Files.write(packed, new TraceBytes().allocate(1).packed());
        Path plain = folder.resolve("other.altr");
        Files.write(plain, new TraceBytes().allocate(1).plain());
        assertThat(Trace.open(packed).name()).isEqualTo("some");
        assertThat(Trace.open(plain).name()).isEqualTo("other");
        assertThat(Trace.open(plain).facts().operations()).isEqualTo(1);
    }

    @Test
    void saysWhichFileCannotBeRead() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Trace.open(folder.resolve("none.altr")))
                .withMessageContaining("none.altr");
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> Trace.open(folder))
                .withMessageContaining("is a folder");
    }

    @Test
    void builtInTracesAreWhatTheirNotesSay() throws IOException {
        TraceFacts json = BuiltInTraces.open("json_docs").facts();
        assertThat(json.operations()).isEqualTo(500_000);
        assertThat(json.threads()).isEqualTo(1);
        assertThat(json.blocksLiveAtEnd()).isEqualTo(82_157);
        Trace pipeline = BuiltInTraces.open("thread_pipeline");
        assertThat(pipeline.facts().operations()).isEqualTo(500_000);
        assertThat(pipeline.facts().threads()).isEqualTo(6);
        assertThat(pipeline.facts().blocksLiveAtEnd()).isEqualTo(21_191);
        assertThat(freesByAnotherThread(pipeline)).isEqualTo(44_594);
        assertThat(BuiltInTraces.names()).containsExactly("json_docs", "thread_pipeline");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BuiltInTraces.open("../json_docs"))
                .withMessageContaining("json_docs, thread_pipeline");
    }

    private static int freesByAnotherThread(Trace trace) throws IOException {
        int[] allocatedBy = new int[trace.slots()];
        int count = 0;
        ChunkSource chunks = trace.chunks();
        for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
            for (int run = 0; run < chunk.runs(); run++) {
                for (int i = chunk.runStart(run); i < chunk.runEnd(run); i++) {
                    if (chunk.kind(i) == Chunk.ALLOCATE) {
                        allocatedBy[chunk.slot(i)] = chunk.runThread(run);
                    } else if (chunk.kind(i) == Chunk.FREE) {
                        count += allocatedBy[chunk.slot(i)] == chunk.runThread(run) ? 0 : 1;
                    }
                }
            }
        }
        return count;
    }
}
