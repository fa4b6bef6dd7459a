/**
 * Random traffic on an allocator, with a witness that knows nothing but its public interface.
 *
 * <p>A {@code Round} opens an allocator, lets a crew of threads allocate, hand over, resize and
 * free, stops them now and then to count, frees everything and sees whether all memory went back.
 * What a round does is its {@code Shape}, drawn from a seed; a {@code Kind} of shape leads to paths
 * that are rare otherwise.
 *
 * <p>The witness: each block is filled with a {@code Pattern} that is looked at whenever the block
 * changes hands; in most rounds an {@code OwnerTable} knows whose each granule is; {@code
 * WatchedArenas} knows which arenas are out; {@code Books} compares counts while all is at rest. In
 * the other rounds there is no table, so that its atomic instructions cannot stand in for one that
 * the allocator lacks. Nothing in here takes a lock while traffic runs.
 */
package org.alloclab.stress.traffic;
