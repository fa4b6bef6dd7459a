package org.alloclab.cli.bench;

/** Which side of its target a ratio is to be on. */
enum Bound {
    AT_MOST("at most"),
    AT_LEAST("at least");

    private final String text;

    Bound(String text) {
        this.text = text;
    }

    boolean holds(double ratio, double target) {
        return this == AT_MOST ? ratio <= target : ratio >= target;
    }

    @Override
    public String toString() {
        return text;
    }
}
