package org.alloclab.bench.plan;

/**
 * Why something was not measured, as the JSON documents have it.
 *
 * @param backend on which allocator
 * @param reason what happened
 * @param remedy what to do
 */
public record Problem(String backend, String reason, String remedy) {}
