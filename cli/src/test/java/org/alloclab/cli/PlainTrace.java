package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.replay.Operations;
import org.alloclab.replay.Trace;
import org.alloclab.replay.TraceFacts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * What the bytes of a trace say, by a reader that shares nothing with the program's: slow, and as
 * simple as the format.
 */
final class PlainTrace {
    private final List<Step> steps = new ArrayList<>();
    private final Set<BigInteger> threads = new HashSet<>();
    private final Map<Long, Long> live = new HashMap<>(); // bytes by block
    private long mostLive;
    private long peakBytes;

    /**
     * An operation.
     *
     * @param kind 0 allocate, 1 free, 2 reallocate
     * @param block how many were allocated before it
     * @param size as asked for; 0 for a free
     */
    private record Step(int kind, long block, long size) {}

    PlainTrace(byte[] file) throws IOException {
        byte[] bytes = unpacked(file);
        int[] at = {"ALTR1\n".length()};
        long blocks = 0;
        BigInteger thread = BigInteger.ZERO;
        while (at[0] < bytes.length) {
            BigInteger first = number(bytes, at);
            int kind = first.intValue() & 3;
            BigInteger value = first.shiftRight(2);
            switch (kind) {
                case 0 -> add(new Step(0, blocks++, value.longValueExact()), thread);
                case 1 -> add(new Step(1, blocks - value.longValueExact(), 0), thread);
                case 2 -> {
                    long size = number(bytes, at).longValueExact();
                    add(new Step(2, blocks - value.longValueExact(), size), thread);
                }
                default -> thread = value;
            }
        }
    }

    private static byte[] unpacked(byte[] file) throws IOException {
        if (file.length < 2 || file[0] != 0x1f || file[1] != (byte) 0x8b) {
            return file;
        }
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return stream.readAllBytes();
        }
    }

    private static BigInteger number(byte[] bytes, int[] at) {
        BigInteger number = BigInteger.ZERO;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at[0]++];
            number = number.or(BigInteger.valueOf(next & 0x7f).shiftLeft(shift));
            if (next >= 0) {
                return number;
            }
        }
    }

    private void add(Step step, BigInteger thread) {
        steps.add(step);
        threads.add(thread);
        if (step.kind == 1) {
            live.remove(step.block);
        } else {
            live.put(step.block, step.size);
        }
        mostLive = Math.max(mostLive, live.size());
        peakBytes = Math.max(peakBytes, live.values().stream().mapToLong(Long::longValue).sum());
    }

    boolean saysTheSameAs(PlainTrace other) {
        return steps.equals(other.steps) && threads.equals(other.threads);
    }

    /** Sees to it that the program read just this. */
    void checkAgainst(Trace trace) throws IOException {
        Told told = new Told();
        trace.tell(told);
        assertThat(told.steps).hasSize(steps.size() + live.size());
        assertThat(told.steps.subList(0, steps.size())).isEqualTo(steps);
        assertThat(told.blockIn).as("blocks left").isEmpty();
        assertThat(trace.facts())
                .isEqualTo(
                        new TraceFacts(
                                steps.size(), threads.size(), mostLive, peakBytes, live.size()));
    }

    /** Hears what the program read. */
    private static final class Told implements Operations {
        final List<Step> steps = new ArrayList<>();
        final Map<Integer, Long> blockIn = new HashMap<>(); // by slot
        private long blocks;

        @Override
        public void allocate(int slot, long size) {
            assertThat(blockIn.put(slot, blocks)).as("in slot %d", slot).isNull();
            steps.add(new Step(0, blocks++, size));
        }

        @Override
        public void free(int slot) {
            steps.add(new Step(1, blockIn.remove(slot), 0));
        }

        @Override
        public void reallocate(int slot, long size) {
            steps.add(new Step(2, blockIn.get(slot), size));
        }
    }
}
