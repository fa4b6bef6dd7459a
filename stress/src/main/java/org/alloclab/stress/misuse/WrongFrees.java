package org.alloclab.stress.misuse;

import org.alloclab.HeapLayout;
import org.alloclab.checks.CheckLevel;
import org.alloclab.checks.Domain;
import org.alloclab.checks.Handles;
import org.alloclab.lockfree.LockFreeAllocator;

/** Addresses that must not be passed to free. */
final class WrongFrees {
    private static final long SIZE = 64;
    private static final HeapLayout LAYOUT = HeapLayout.CLASSIC;

    private WrongFrees() {}

    /** A wrong free that was not noticed: the address is handed out. */
    private static void isHandedOut(MisuseFixture stage, long wrong, String words) {
        long next = stage.later("q = allocate(64)", () -> stage.heap().allocate(SIZE));
        stage.damage(next == wrong, words);
    }

    static void twice(MisuseFixture stage) {
        stage.allocate("other", SIZE);
        long block = stage.allocate("p", SIZE);
        stage.free("p", block);
        stage.misuseBy("free(p)", () -> stage.heap().free(block));
        long first = stage.later("q = allocate(64)", () -> stage.heap().allocate(SIZE));
        long second = stage.later("r = allocate(64)", () -> stage.heap().allocate(SIZE));
        stage.damage(first == second, "the free list is a ring: q and r are one block");
    }

    static void twiceAfterReuse(MisuseFixture stage) {
        if (stage.is(CheckLevel.HARDENED)) {
            twiceByHandle(stage);
            return;
        }
        stage.allocate("other", SIZE);
        long block = stage.allocate("p", SIZE);
        stage.free("p", block);
        stage.heap().trim(); // no freed block is kept back
        long reused = block;
        for (int i = 0; i < LAYOUT.poolBytes() && (i == 0 || reused != block); i++) {
            reused = stage.heap().allocate(SIZE);
        }
        long owned = reused;
        stage.call("q = allocate(64)", () -> owned);
        stage.misuseBy("free(p)", () -> stage.heap().free(block));
        stage.heap().trim();
        long again = 0;
        for (int i = 0; i < LAYOUT.poolBytes() && again != block; i++) {
            again = stage.heap().allocate(SIZE);
        }
        long other = again;
        stage.later("r = allocate(64)", () -> other);
        stage.damage(
                owned == block && other == block, "p was q's by then: now q and r have one block");
    }

    private static void twiceByHandle(MisuseFixture stage) {
        Handles handles = stage.hardened().handles();
        long handle = stage.call("h = handles.allocate(64)", () -> handles.allocate(SIZE));
        stage.run("handles.free(h)", () -> handles.free(handle));
        stage.heap().trim();
        for (int i = 0; i < LAYOUT.poolBytes(); i++) {
            if (stage.heap().allocate(SIZE) == Handles.address(handle)) {
                stage.call("q = allocate(64)", () -> Handles.address(handle));
                break;
            }
        }
        stage.misuseBy("handles.free(h)", () -> handles.free(handle));
    }

    static void interior(MisuseFixture stage) {
        inside(stage, 16, "an address inside p is handed out as a block");
    }

    static void misaligned(MisuseFixture stage) {
        inside(stage, 1, "a block begins at an odd address, inside p");
    }

    private static void inside(MisuseFixture stage, int offset, String words) {
        stage.allocate("other", SIZE);
        long block = stage.allocate("p", SIZE);
        stage.misuseBy("free(p + %d)".formatted(offset), () -> stage.heap().free(block + offset));
        isHandedOut(stage, block + offset, words);
    }

    static void virgin(MisuseFixture stage) {
        stage.allocate("other", SIZE);
        long block = stage.allocate("p", SIZE);
        long bytes = stage.is(CheckLevel.FAITHFUL) ? SIZE : 96; // with fences
        long virgin = block + 10 * bytes;
        stage.misuseBy("free(p + %d)".formatted(10 * bytes), () -> stage.heap().free(virgin));
        isHandedOut(
                stage, virgin, "a block that was never carved is handed out, and will be twice");
    }

    static void header(MisuseFixture stage) {
        long first = stage.allocate("other", SIZE);
        long block = stage.allocate("p", SIZE);
        long pool = LAYOUT.poolStart(block);
        if (stage.lock() == null && stage.is(CheckLevel.FAITHFUL)) {
            stage.impossible(first == pool, "a pool has no header: the first block lies there");
            return;
        }
        stage.misuseBy("free(pool of p)", () -> stage.heap().free(pool));
        isHandedOut(stage, pool, "the header of the pool is handed out as a block");
    }

    static void foreign(MisuseFixture stage) {
        stage.allocate("p", SIZE);
        stage.misuseBy("free(0x10)", () -> stage.heap().free(16));
    }

    static void released(MisuseFixture stage) {
        long[] blocks = new long[3 * LAYOUT.arenaBytes() / 512];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = stage.heap().allocate(480);
        }
        stage.call("p and more = allocate(480)", () -> blocks[0]);
        for (long block : blocks) {
            stage.heap().free(block);
        }
        stage.run("free of all, trim()", () -> stage.heap().trim());
        stage.misuseBy("free(p)", () -> stage.heap().free(blocks[0]));
    }

    static void crossHeap(MisuseFixture stage) {
        try (var other = new LockFreeAllocator(LAYOUT)) {
            long block = stage.call("p = otherHeap.allocate(64)", () -> other.allocate(SIZE));
            stage.misuseBy("free(p)", () -> stage.heap().free(block));
        }
    }

    static void wrongDomain(MisuseFixture stage) {
        long block =
                stage.call("p = object.allocate(64)", () -> stage.in(Domain.OBJECT).allocate(SIZE));
        stage.misuseBy("mem.free(p)", () -> stage.in(Domain.MEM).free(block));
        stage.damage(stage.isEmpty(), "the block is free: its domain is nowhere recorded");
    }

    static void nothing(MisuseFixture stage) {
        stage.misuseBy("free(0)", () -> stage.heap().free(0));
        stage.nothing(stage.isEmpty(), "0 is no block");
    }

    static void wrongSize(MisuseFixture stage) {
        if (stage.is(CheckLevel.FAITHFUL)) {
            stage.impossible(true, "there is no free with a size");
            return;
        }
        long block = stage.allocate("p", SIZE);
        stage.misuseBy("free(p, 60)", () -> stage.checked().free(block, 60));
    }
}
