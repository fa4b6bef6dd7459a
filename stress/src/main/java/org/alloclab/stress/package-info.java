/**
 * Looks for what is wrong with the allocators, shipped or mutated: one package for each technique.
 *
 * <p>A detector runs in a JVM of its own. {@link org.alloclab.stress.protocol} starts it and reads
 * its events; {@link org.alloclab.stress.detector} is what runs in that JVM before the technique.
 * It tests the allocators that come first on its class path, so that a mutant is a folder of
 * classes put there. JCStress tests and scenarios for Lincheck are in source sets of their own, in
 * the packages of the classes that they test.
 */
package org.alloclab.stress;
