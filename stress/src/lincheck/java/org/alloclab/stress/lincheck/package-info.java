/**
 * Model checking with Lincheck: scenarios, in which a few threads take a few steps each on the
 * shipped classes, are run in one interleaving of their steps after the other.
 *
 * <p>Lincheck runs one thread at a time and switches at each access to shared memory, so what it
 * finds are interleavings of whole accesses in one order for all threads. What comes of weaker
 * orders, where a write is late or two accesses change places, it cannot see: that is for JCStress.
 * Bytes outside the Java heap are hidden from it as well; {@code Guarantees} tells it what to take
 * for an access there.
 *
 * <p>A {@link org.alloclab.stress.lincheck.Scenario} names a class and the steps of its threads;
 * what must hold is said by the class. A {@link org.alloclab.stress.lincheck.Ledger} is where steps
 * note who holds what: threads are not switched while they do.
 */
package org.alloclab.stress.lincheck;
