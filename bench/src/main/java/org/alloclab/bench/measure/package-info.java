/**
 * Measuring: a {@link org.alloclab.bench.measure.Campaign} has the forks of a plan run by a {@link
 * org.alloclab.bench.measure.ForkRunner}, and keeps what they come to.
 *
 * <p>{@link org.alloclab.bench.measure.JmhRunner} is the one that measures: JMH's {@code Runner},
 * called in this JVM once for each fork. Tests put an invented one in its place.
 */
package org.alloclab.bench.measure;
