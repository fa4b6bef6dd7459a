package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

class TraceReaderTest {
    private static void refuses(byte[] bytes, long offset, String what) {
        assertThatExceptionOfType(TraceFormatException.class)
                .isThrownBy(() -> readAll(bytes))
                .withMessageStartingWith("byte " + offset + ": ")
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    private static TraceReader readAll(byte[] bytes) throws IOException {
        try (TraceReader reader = new TraceReader(new ByteArrayInputStream(bytes))) {
            while (reader.next()) {}
            return reader;
        }
    }

    private static TraceBytes someRecords() {
        return new TraceBytes().allocate(40).thread(3).allocate(200).free(0).reallocate(1, 700);
    }

    private static TraceReader atFirst(TraceBytes trace) throws IOException {
        TraceReader reader = new TraceReader(trace.stream());
        assertThat(reader.next()).isTrue();
        return reader;
    }

    @Test
    void readsEveryKindOfRecord() throws IOException {
        TraceReader reader = atFirst(someRecords());
        assertThat(operation(reader)).containsExactly(Chunk.ALLOCATE, 0, 0, 0, 40, 0);
        reader.next();
        assertThat(operation(reader)).containsExactly(Chunk.ALLOCATE, 1, 0, 0, 200, 1);
        reader.next();
        assertThat(operation(reader)).containsExactly(Chunk.FREE, 0, 1, 40, 0, 1);
        reader.next();
        assertThat(operation(reader)).containsExactly(Chunk.REALLOCATE, 1, 1, 200, 700, 1);
        assertThat(reader.next()).isFalse();
        assertThat(reader.operations()).isEqualTo(4);
        assertThat(reader.threads()).isEqualTo(2);
    }

    private static long[] operation(TraceReader reader) {
        return new long[] {
            reader.kind(),
            reader.slot(),
            reader.turn(),
            reader.before(),
            reader.after(),
            reader.thread()
        };
    }

    @Test
    void readsPackedAndPlainAlike() throws IOException {
        assertThat(readAll(someRecords().plain()).operations()).isEqualTo(4);
        assertThat(readAll(someRecords().packed()).operations()).isEqualTo(4);
    }

    @Test
    void readsTheLargestSizes() throws IOException {
        TraceReader reader =
                atFirst(new TraceBytes().allocate((1L << 62) - 1).reallocate(0, Long.MAX_VALUE));
        assertThat(reader.after()).isEqualTo((1L << 62) - 1);
        reader.next();
        assertThat(reader.after()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void acceptsNumbersLongerThanNeeded() throws IOException {
        TraceBytes trace = new TraceBytes().raw((byte) 0xc0, (byte) 0x80, (byte) 0);
        assertThat(atFirst(trace).after()).isEqualTo(16);
    }

    @Test
    void refusesAnEmptyFile() {
        refuses(new byte[0], 0, "empty");
        refuses(TraceBytes.gzip(new byte[0]), 0, "empty");
    }

    @Test
    void refusesAnotherMagic() {
        refuses("ALTR2\n....".getBytes(), 0, "not an allocation trace");
        refuses("ALT".getBytes(), 0, "not an allocation trace");
        refuses(TraceBytes.gzip("hello".getBytes()), 0, "not an allocation trace");
    }

    @Test
    void refusesNumbersThatAreTooLong() {
        TraceBytes trace = new TraceBytes().allocate(16);
        byte[] eleven = new byte[11];
        Arrays.fill(eleven, (byte) 0x80);
        eleven[10] = 1;
        refuses(trace.raw(eleven).plain(), 7, "longer than 10 bytes");
    }

    @Test
    void refusesNumbersOfMoreThan64Bits() {
        byte[] ten = new byte[10];
        Arrays.fill(ten, (byte) 0x80);
        ten[9] = 2;
        refuses(new TraceBytes().raw(ten).plain(), 6, "more than 64 bits");
    }

    @Test
    void refusesABlockThatWasNeverAllocated() {
        refuses(new TraceBytes().allocate(1).number(0 << 2 | 1).plain(), 7, "0 allocations ago");
        refuses(new TraceBytes().allocate(1).number(2 << 2 | 1).plain(), 7, "2 allocations ago");
        refuses(new TraceBytes().number(1 << 2 | 2).number(5).plain(), 6, "1 allocations ago");
    }

    @Test
    void refusesABlockThatWasFreed() {
        refuses(new TraceBytes().allocate(1).free(0).free(0).plain(), 8, "freed already");
        refuses(
                new TraceBytes().allocate(1).allocate(1).free(0).reallocate(0, 9).plain(),
                9,
                "block 0 is freed already");
    }

    @Test
    void refusesAnEndInTheMiddleOfARecord() {
        TraceBytes number = new TraceBytes().allocate(1).raw((byte) 0x80);
        refuses(number.plain(), 8, "record that begins at byte 7");
        TraceBytes size = new TraceBytes().allocate(1).number(1 << 2 | 2);
        refuses(size.plain(), 8, "record that begins at byte 7");
    }

    @Test
    void refusesSizesThatAreNoLong() {
        refuses(new TraceBytes().allocate(1).reallocate(0, -1).plain(), 7, "2^63 - 1");
        long huge = (1L << 62) - 1;
        TraceBytes sum = new TraceBytes().allocate(huge).allocate(huge).allocate(huge);
        refuses(sum.plain(), 6 + 2 * 10, "in all");
    }

    @Test
    void refusesAbsurdThreads() throws IOException {
        TraceBytes most = new TraceBytes().thread(TraceReader.MOST_THREADS).allocate(1);
        assertThat(atFirst(most).thread()).isZero();
        refuses(new TraceBytes().thread(TraceReader.MOST_THREADS + 1).plain(), 6, "thread 1048577");
    }

    @Test
    void refusesGzipThatEndsAnywhere() {
        TraceBytes trace = someRecords();
        byte[] packed = trace.packed();
        for (int length = 2; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatExceptionOfType(TraceFormatException.class)
                    .as("cut to %d bytes", length)
                    .isThrownBy(() -> readAll(cut))
                    .withMessageContaining("damaged gzip")
                    .satisfies(e -> assertThat(e.offset()).isBetween(0L, (long) trace.length()));
        }
    }

    @Test
    void refusesAWrongChecksumAtTheEnd() {
        TraceBytes trace = someRecords();
        byte[] packed = trace.packed();
        packed[packed.length - 8] ^= 1;
        refuses(packed, trace.length(), "wrong checksum");
        packed[packed.length - 8] ^= 1;
        packed[packed.length - 1] ^= 1;
        refuses(packed, trace.length(), "wrong length");
    }

    @Test
    void refusesWhatFollowsThePackedBytes() {
        TraceBytes trace = someRecords();
        byte[] packed = trace.packed();
        byte[] more = Arrays.copyOf(packed, packed.length + 3);
        refuses(more, trace.length(), "something else follows");
    }

    @Test
    void readsMembersThatFollowEachOther() throws IOException {
        byte[] first = someRecords().packed();
        byte[] second = TraceBytes.gzip(new byte[] {4 << 2, 8 << 2});
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(readAll(both).operations()).isEqualTo(6);
    }

    @Test
    void offsetsHoldBeyondTheFirstBuffer() {
        TraceBytes trace = new TraceBytes();
        for (int i = 0; i < 100_000; i++) {
            trace.allocate(16).free(i);
        }
        int end = trace.length();
        trace.free(5);
        refuses(trace.plain(), end, "block 5 is freed already");
        refuses(trace.packed(), end, "block 5 is freed already");
    }
}
