package org.alloclab.bench.plan;

import java.util.List;
import java.util.Map;

/**
 * Which of the backends that are to be measured are here.
 *
 * @param found version and library of each that has no layout, by its name
 * @param missing those that cannot be opened
 */
public record Peers(Map<String, String> found, List<Problem> missing) {}
