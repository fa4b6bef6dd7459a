package org.alloclab.stress.mutation;

/**
 * The detector that is to find a mutant.
 *
 * @param detector stress, model, traffic, unit or golden
 * @param tests which of its tests, a regular expression; empty for all
 * @param visible whether an x86 processor can show it
 */
public record ExpectedDetector(String detector, String tests, boolean visible) {}
