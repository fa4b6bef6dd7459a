/**
 * What is measured, how often, and in which order.
 *
 * <p>A {@code Suite} is a set of {@code Arm}s (a backend at a workload with some threads), a {@code
 * Selection} what users put in place of some of it, a {@code Plan} the {@code Fork}s that measure
 * it, one allocator in each; {@code Targets} are the ratios that the allocators are held to.
 * Nothing here depends on JMH.
 */
package org.alloclab.bench.plan;
