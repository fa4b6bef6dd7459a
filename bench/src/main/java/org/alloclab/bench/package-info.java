/**
 * How fast an allocator is: JMH workloads, the same for all of them.
 *
 * <p>{@code java -jar bench/target/benchmarks.jar} is JMH as everybody knows it: {@code -l} lists
 * the workloads, {@code Pair -p backend=lockfree,gil -t 2} runs some. {@link
 * org.alloclab.bench.Host} does the same on request, one measurement after the other, for a program
 * that started it.
 */
package org.alloclab.bench;
