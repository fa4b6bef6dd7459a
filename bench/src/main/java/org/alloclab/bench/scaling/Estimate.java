package org.alloclab.bench.scaling;

/**
 * A number and how well it is known.
 *
 * @param value the best estimate
 * @param low the lower end of the 95 % interval
 * @param high its upper end
 */
public record Estimate(double value, double low, double high) {}
