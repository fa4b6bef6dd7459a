/**
 * Detectors: programs that look for what is wrong with the allocators on the class path, whether
 * they are the ones shipped or mutants of them.
 *
 * <p>{@code DetectorHost} is started as a child, one JVM for one detector, and says what it finds
 * in lines of JSON: see {@code DetectorOutput}. What it tests is whatever comes first on its class
 * path, so a mutant is a folder of classes put there. The tests themselves lie in the packages of
 * the classes they test, {@code org.alloclab.lockfree} and {@code org.alloclab.gil}.
 */
package org.alloclab.stress;
