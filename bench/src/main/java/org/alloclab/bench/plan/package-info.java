/**
 * Measuring with JMH: what, how often, in which order, and what it comes to.
 *
 * <p>A {@code Suite} is a set of {@code Arm}s (a backend at a workload with some threads), a {@code
 * Selection} what users put in place of some of it, a {@code Plan} the {@code Fork}s that measure
 * it, one allocator in each. A {@code Campaign} has them run by the {@code BenchHost}, one JVM that
 * holds JMH, and turns what was {@code Recorded} into {@code BenchResults}: medians, ratios against
 * their {@code Targets}, the noise, and curves.
 *
 * <p>Nothing here depends on JMH: its arguments go to the host, its JSON comes back.
 */
package org.alloclab.bench.plan;
