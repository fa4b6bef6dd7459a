package org.alloclab.bench.plan;

import java.util.List;
import java.util.Map;

/**
 * Which of the backends that are not ours are here.
 *
 * @param found version and library of each that can be measured, by its name
 * @param missing those that cannot
 */
public record Peers(Map<String, String> found, List<Missing> missing) {}
