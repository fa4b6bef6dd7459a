package org.alloclab.stress.misuse;

import org.alloclab.checks.CheckLevel;
import org.alloclab.checks.Handles;
import org.alloclab.memory.Memory;

import java.util.Arrays;

/** Writes and reads outside a block, or after it was freed. */
final class WrongWrites {
    private static final int SIZE = 64;
    private static final byte VALUE = 'A';

    private WrongWrites() {}

    /** Two blocks with nothing between them but fences. The second is behind the first. */
    private record Neighbours(long left, long right) {
        static Neighbours on(MisuseFixture stage) {
            long[] blocks = new long[8];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = stage.heap().allocate(SIZE);
                Memory.fill(blocks[i], SIZE, (byte) 0);
            }
            Arrays.sort(blocks);
            Neighbours pair = new Neighbours(blocks[0], blocks[1]);
            stage.call("p = allocate(64)", pair::left);
            stage.call("q = allocate(64)", pair::right);
            return pair;
        }
    }

    /** Another byte than was there, so that it cannot go unseen by chance. */
    private static void change(long address, int bytes) {
        for (long at = address; at < address + bytes; at++) {
            Memory.putByte(at, (byte) ~Memory.getByte(at));
        }
    }

    static void behind(MisuseFixture stage) {
        beyond(stage, 1);
    }

    static void farBehind(MisuseFixture stage) {
        beyond(stage, 12);
    }

    private static void beyond(MisuseFixture stage, int bytes) {
        Neighbours pair = Neighbours.on(stage);
        stage.write(
                "p[64 .. %d] = ~".formatted(SIZE + bytes - 1),
                () -> change(pair.left + SIZE, bytes));
        freed(stage, "free(p)", pair.left);
        stage.damage(
                Memory.getByte(pair.right + bytes - 1) != 0, "it is q that has other bytes now");
    }

    static void before(MisuseFixture stage) {
        Neighbours pair = Neighbours.on(stage);
        stage.write("q[-1] = ~", () -> change(pair.right - 1, 1));
        freed(stage, "free(q)", pair.right);
        stage.damage(Memory.getByte(pair.left + SIZE - 1) != 0, "it is p that has other bytes now");
    }

    private static void freed(MisuseFixture stage, String words, long block) {
        stage.laterRun(words, () -> stage.heap().free(block));
    }

    static void afterFree(MisuseFixture stage) {
        stage.allocate("other", SIZE);
        long block = stage.allocate("p", SIZE);
        stage.free("p", block);
        stage.write("p[20] = 'A'", () -> Memory.putByte(block + 20, VALUE));
        stage.laterRun("trim()", () -> stage.heap().trim());
        long next = stage.later("q = allocate(64)", () -> reuse(stage, block));
        stage.damage(
                next == block && Memory.getByte(next + 20) == VALUE, "the next holder finds it");
    }

    /** Allocates until a block comes again. */
    private static long reuse(MisuseFixture stage, long block) {
        for (int i = 0; i < 4096; i++) {
            if (stage.heap().allocate(SIZE) == block) {
                return block;
            }
        }
        return 0;
    }

    static void readAfterFree(MisuseFixture stage) {
        stage.allocate("other", SIZE);
        if (stage.is(CheckLevel.HARDENED)) {
            Handles handles = stage.hardened().handles();
            long handle = stage.call("h = handles.allocate(64)", () -> handles.allocate(SIZE));
            stage.run("handles.free(h)", () -> handles.free(handle));
            stage.misuse("handles.get(h, 20)", () -> handles.get(handle, 20));
            return;
        }
        long block = stage.allocate("p", SIZE);
        Memory.putByte(block + 20, VALUE);
        stage.free("p", block);
        byte[] read = new byte[1];
        stage.misuse("p[20]", () -> read[0] = Memory.getByte(block + 20));
        boolean dead = stage.is(CheckLevel.DEBUG);
        stage.damage(
                read[0] == (dead ? (byte) 0xDD : VALUE),
                dead ? "it reads 0xDD, as every dead byte" : "it reads what was there");
    }

    static void link(MisuseFixture stage) {
        stage.allocate("other", SIZE);
        long block = stage.allocate("p", SIZE);
        stage.free("p", block);
        long forged = block + 1000;
        stage.write("p[0 .. 7] = p + 1000", () -> Memory.putLong(block, forged));
        stage.laterRun("trim()", () -> stage.heap().trim());
        if (stage.lock() == null) {
            stage.impossible(
                    stage.heap().allocate(SIZE) != forged && stage.heap().allocate(SIZE) != forged,
                    "no link lies in a block: the next holder of p finds the bytes");
            return;
        }
        stage.later("q = allocate(64)", () -> stage.heap().allocate(SIZE));
        long second = stage.later("r = allocate(64)", () -> stage.heap().allocate(SIZE));
        stage.damage(second == forged, "the list went where the writer wanted");
    }
}
