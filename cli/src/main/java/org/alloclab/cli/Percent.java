package org.alloclab.cli;

/**
 * A share in percent.
 *
 * @param value 0 to 100
 */
record Percent(int value) {}
