package org.alloclab.bench.plan;

/** What two backends are compared by. */
public enum Quantity {
    /** Time for a pair, of one thread. */
    TIME("time"),
    /** Pairs a second of all threads together. */
    THROUGHPUT("throughput"),
    /** Most bytes mapped, or resident, at once. */
    MEMORY("memory"),
    /** Bytes of the Java heap for each pair; compared with nothing. */
    BYTES_PER_OP("bytesPerOp");

    private final String text;

    Quantity(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
