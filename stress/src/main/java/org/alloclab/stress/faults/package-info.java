/**
 * Faults injected not at random, but at every point of a workload, one after the other.
 *
 * <p>A {@link org.alloclab.stress.faults.Sweep} is a {@link org.alloclab.stress.faults.FaultKind},
 * an allocator and a {@link org.alloclab.stress.faults.SweepWorkload}. Each point has a {@code
 * SweepFixture} of its own, a heap under the {@linkplain org.alloclab.stress.witness witness}. The
 * outcome of all points is a {@link org.alloclab.stress.faults.SweepResult}.
 *
 * <p>Faults of memory count the requests. All others need to know where a thread is: see {@link
 * org.alloclab.stress.injection}.
 */
package org.alloclab.stress.faults;
