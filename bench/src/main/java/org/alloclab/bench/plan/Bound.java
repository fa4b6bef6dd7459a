package org.alloclab.bench.plan;

/** Which side of its target a ratio is to be on. */
public enum Bound {
    AT_MOST("at most"),
    AT_LEAST("at least");

    private final String text;

    Bound(String text) {
        this.text = text;
    }

    public boolean holds(double ratio, double target) {
        return this == AT_MOST ? ratio <= target : ratio >= target;
    }

    @Override
    public String toString() {
        return text;
    }
}
