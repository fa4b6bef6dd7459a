/**
 * Faults put wherever they can be: not at random, but at every point of a workload, one after the
 * other.
 *
 * <p>A {@link org.alloclab.stress.sweep.Sweep} is a {@link org.alloclab.stress.sweep.FaultKind}, an
 * allocator and a {@link org.alloclab.stress.sweep.Workload}. Each point has a {@code Stage} of its
 * own: a heap, its arenas, and {@code Hands}, which know who has which bytes. What came of all
 * points is a {@link org.alloclab.stress.sweep.Swept}.
 *
 * <p>Faults of memory count the calls for it. All others need to know where a thread is: see {@link
 * org.alloclab.stress.steps}.
 */
package org.alloclab.stress.sweep;
