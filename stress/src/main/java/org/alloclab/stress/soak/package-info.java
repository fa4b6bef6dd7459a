/**
 * Random traffic on an allocator, with a witness that knows nothing but its public interface.
 *
 * <p>A {@code Round} opens an allocator, lets a crew of threads allocate, hand over, resize and
 * free, stops them now and then to count, frees everything and sees whether all memory went back.
 * What a round does is its {@code WorkloadConfig}, drawn from a seed; a {@code TrafficProfile} of
 * shape leads to paths that are rare otherwise.
 *
 * <p>The witness: each block is filled with a {@code BlockContents} that is looked at whenever the
 * block changes hands; in most rounds an {@code OwnerTable} knows whose each granule is; {@code
 * WitnessedArenas} knows which arenas are out; {@code HeapAccounting} compares counts while all is
 * at rest. In the other rounds there is no table, so that its atomic instructions cannot stand in
 * for one that the allocator lacks. Nothing in here takes a lock while traffic runs.
 */
package org.alloclab.stress.soak;
