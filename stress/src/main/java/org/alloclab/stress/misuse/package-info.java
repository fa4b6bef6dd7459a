/**
 * Misuse of a heap, tried on allocators at each level of checks, and what was noticed of it.
 *
 * <p>A {@link org.alloclab.stress.misuse.Misuse} is a row of the table: the few calls it takes, and
 * what is expected of gil and lockfree at each level. Of other allocators only what their promises
 * say is expected; a misuse that could crash the virtual machine is left out. A {@link
 * org.alloclab.stress.misuse.MisuseFixture} is the heap, which writes down the calls. {@link
 * org.alloclab.stress.misuse.Observation} is the outcome. The command prints the table from what it
 * observes, and the tests hold every cell to what is expected: there is one table.
 */
package org.alloclab.stress.misuse;
