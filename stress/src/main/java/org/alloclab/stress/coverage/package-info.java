/**
 * Which rare paths of the allocators a run has taken: counters that are inserted when the classes
 * load, so that what is shipped carries none.
 *
 * <p>A {@code RarePath} is known by a {@code Site}, a method that is entered, calls another or
 * returns a certain value. {@code CountingLoader} loads the allocators, {@code CountedClass}
 * inserts calls of {@code Counts} there. A site that is not found any more stops the run.
 */
package org.alloclab.stress.coverage;
