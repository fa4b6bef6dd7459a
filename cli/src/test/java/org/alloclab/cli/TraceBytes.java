package org.alloclab.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Writes allocation traces: what a recorder would have written. */
final class TraceBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long allocations;

    TraceBytes() {
        bytes.writeBytes("ALTR1\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** A program that keeps a few hundred blocks, done by so many threads in turns. */
    static TraceBytes random(long seed, int operations, int threads) {
        Random random = new Random(seed);
        TraceBytes trace = new TraceBytes();
        List<Long> live = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            if (threads > 1) {
                trace.thread(random.nextInt(threads));
            }
            int what = random.nextInt(10);
            int index = live.isEmpty() ? 0 : random.nextInt(live.size());
            if (live.size() < 50 || what < 5 && live.size() < 500) {
                live.add(trace.allocate(random.nextInt(20) == 0 ? 700 : 1 + random.nextInt(512)));
            } else if (what == 9) {
                trace.reallocate(live.get(index), 1 + random.nextInt(600));
            } else {
                trace.free(live.remove(index));
            }
        }
        return trace;
    }

    long allocate(long size) {
        number(size << 2);
        return allocations++;
    }

    TraceBytes free(long id) {
        return number(allocations - id << 2 | 1);
    }

    TraceBytes reallocate(long id, long size) {
        return number(allocations - id << 2 | 2).number(size);
    }

    TraceBytes thread(int thread) {
        return number((long) thread << 2 | 3);
    }

    TraceBytes number(long value) {
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            bytes.write((int) (rest & 0x7f | 0x80));
        }
        bytes.write((int) rest);
        return this;
    }

    byte[] plain() {
        return bytes.toByteArray();
    }

    byte[] packed() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Writes it to a file, packed. */
    Path to(Path file) throws IOException {
        return Files.write(file, packed());
    }
}
