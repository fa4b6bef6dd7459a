package org.alloclab.replay;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Writes traces by hand. */
final class TraceBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long allocations;

    TraceBytes() {
        raw(TraceReader.MAGIC);
    }

    /** Allocates the next block; its id is the number of allocations before. */
    TraceBytes allocate(long size) {
        allocations++;
        return number(size << 2);
    }

    TraceBytes free(long id) {
        return number(allocations - id << 2 | 1);
    }

    TraceBytes reallocate(long id, long size) {
        return number(allocations - id << 2 | 2).number(size);
    }

    TraceBytes thread(long thread) {
        return number(thread << 2 | 3);
    }

    TraceBytes number(long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    TraceBytes raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    int length() {
        return bytes.size();
    }

    byte[] plain() {
        return bytes.toByteArray();
    }

    byte[] packed() {
        return gzip(plain());
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    InputStream stream() {
        return new ByteArrayInputStream(plain());
    }

    /** The trace, kept in memory. */
    Trace trace() throws IOException {
        return Trace.open("by hand", this::stream, Trace.MOST_DECODED);
    }

    /** The trace, read again by each thread. */
    Trace streamed() throws IOException {
        return Trace.open("by hand", this::stream, 0);
    }
}
