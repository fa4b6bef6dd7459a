package org.alloclab.cli.misuse;

/** Sizes that cannot be had: the caller's mistake, and no harm to the heap. */
final class Sizes {
    private Sizes() {}

    static void negative(Stage stage) {
        stage.misuse("p = allocate(-1)", () -> stage.heap().allocate(-1));
    }

    static void huge(Stage stage) {
        stage.misuse("p = allocate(1 << 62)", () -> stage.heap().allocate(1L << 62));
    }
}
