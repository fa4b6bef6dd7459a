package org.alloclab.stress.misuse;

/** Sizes that cannot be had: the caller's mistake, and no harm to the heap. */
final class WrongSizes {
    private WrongSizes() {}

    static void negative(MisuseFixture stage) {
        stage.misuse("p = allocate(-1)", () -> stage.heap().allocate(-1));
    }

    static void huge(MisuseFixture stage) {
        stage.misuse("p = allocate(1 << 62)", () -> stage.heap().allocate(1L << 62));
    }
}
