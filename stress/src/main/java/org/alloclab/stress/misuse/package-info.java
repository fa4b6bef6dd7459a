/**
 * What a program can do wrong with a heap, done to both models at each level of checks, and what
 * was noticed of it.
 *
 * <p>A {@link org.alloclab.stress.misuse.Misuse} is a row of the table: the few calls it takes, and
 * what is expected of each model and level. A {@link org.alloclab.stress.misuse.MisuseFixture} is
 * the heap it is done to, which writes down the calls. {@link
 * org.alloclab.stress.misuse.Observation} is what came of it. The command prints the table from
 * what it observes, and the tests hold every cell to what is expected: there is one table.
 *
 * <p>It knows nothing of the command line.
 */
package org.alloclab.stress.misuse;
