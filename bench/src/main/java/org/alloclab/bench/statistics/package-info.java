/**
 * What the measurements come to: {@code Measured} figures of forks are {@code Recorded} and become
 * {@code BenchResults}: medians, ratios against their targets, the noise, and curves of throughput
 * against threads.
 */
package org.alloclab.bench.statistics;
