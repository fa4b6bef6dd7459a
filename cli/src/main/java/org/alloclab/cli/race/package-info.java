/**
 * Races: bugs that the allocators do not have, each a small patch on their sources, and the proof
 * that somebody would notice.
 *
 * <p>A {@link org.alloclab.cli.race.Mutant} is a patch, out of the catalogue ({@link
 * org.alloclab.cli.race.Race}) or of somebody else. {@link org.alloclab.cli.race.SourcePatch}
 * applies it to the shipped sources, {@link org.alloclab.cli.race.MutantCompiler} compiles what
 * comes of it, {@link org.alloclab.cli.race.Attempt} says which detector is to find it, and {@link
 * org.alloclab.cli.race.Prover} lets it try. Nothing here is ever written to the sources.
 */
package org.alloclab.cli.race;
