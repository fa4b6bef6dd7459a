package org.alloclab.cli.flags;

/**
 * A share in percent.
 *
 * @param value 0 to 100
 */
public record Percent(int value) {}
