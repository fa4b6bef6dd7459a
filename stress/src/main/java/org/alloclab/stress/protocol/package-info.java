/**
 * Looking for what is wrong with the allocators: starts a detector in a JVM of its own and hears
 * what it finds.
 *
 * <p>A {@link org.alloclab.stress.protocol.DetectorProgram} says how the child is started, on the
 * shipped classes or on a mutant of them; a {@link org.alloclab.stress.protocol.DetectorOrder} what
 * it is to do. {@link org.alloclab.stress.protocol.DetectorRun} is one such child: it passes on
 * each {@link org.alloclab.stress.protocol.DetectorEvent}, sees to it that a child which says
 * nothing is ended, and comes back with a {@link org.alloclab.stress.protocol.Detection}.
 *
 * <p>Nothing here depends on JCStress, Lincheck or the models: what the child says are lines of
 * JSON.
 */
package org.alloclab.stress.protocol;
