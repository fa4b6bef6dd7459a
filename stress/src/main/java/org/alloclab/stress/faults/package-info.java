/**
 * Faults put wherever they can be: not at random, but at every point of a workload, one after the
 * other.
 *
 * <p>A {@link org.alloclab.stress.faults.Sweep} is a {@link org.alloclab.stress.faults.FaultKind},
 * an allocator and a {@link org.alloclab.stress.faults.SweepWorkload}. Each point has a {@code
 * SweepFixture} of its own: a heap, its arenas, and {@code BlockOracle}, which know who has which
 * bytes. What came of all points is a {@link org.alloclab.stress.faults.SweepResult}.
 *
 * <p>Faults of memory count the calls for it. All others need to know where a thread is: see {@link
 * org.alloclab.stress.steps}.
 */
package org.alloclab.stress.faults;
