/**
 * Mutation testing: races are bugs that the allocators do not have, each a small patch on their
 * sources, and the tests are to fail on them.
 *
 * <p>A {@link org.alloclab.stress.mutation.Mutant} is a patch, of the catalogue ({@link
 * org.alloclab.stress.mutation.Race}) or in a file of the user's. {@link
 * org.alloclab.stress.mutation.SourcePatch} applies it to a copy of the shipped sources, {@link
 * org.alloclab.stress.mutation.MutantCompiler} compiles the copy, {@link
 * org.alloclab.stress.mutation.MutantRun} says which detector is to find it, and {@link
 * org.alloclab.stress.mutation.MutationRunner} runs that detector. The sources themselves are never
 * written to.
 */
package org.alloclab.stress.mutation;
