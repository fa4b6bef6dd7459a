package org.alloclab.bench.statistics;

/**
 * Where a figure probably lies.
 *
 * @param low its lower end
 * @param high its upper end
 */
record Interval(double low, double high) {
    /** That of the factor divided by the figure. */
    Interval under(double factor) {
        return new Interval(factor / high, factor / low);
    }

    /** That of so many times the figure. */
    Interval times(double factor) {
        return new Interval(factor * low, factor * high);
    }

    /** Half its width. */
    double error() {
        return (high - low) / 2;
    }

    /** Whether a value lies within it. */
    boolean holds(double value) {
        return low < value && value < high;
    }
}
