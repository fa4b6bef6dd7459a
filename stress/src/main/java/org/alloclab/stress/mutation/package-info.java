/**
 * Races: bugs that the allocators do not have, each a small patch on their sources, and the proof
 * that somebody would notice.
 *
 * <p>A {@link org.alloclab.stress.mutation.Mutant} is a patch, out of the catalogue ({@link
 * org.alloclab.stress.mutation.Race}) or of somebody else. {@link
 * org.alloclab.stress.mutation.SourcePatch} applies it to the shipped sources, {@link
 * org.alloclab.stress.mutation.MutantCompiler} compiles what comes of it, {@link
 * org.alloclab.stress.mutation.MutantRun} says which detector is to find it, and {@link
 * org.alloclab.stress.mutation.MutationRunner} lets it try. Nothing here is ever written to the
 * sources.
 */
package org.alloclab.stress.mutation;
