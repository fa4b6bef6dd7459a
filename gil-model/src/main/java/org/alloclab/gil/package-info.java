/**
 * CPython's small-object allocator under a global lock: one heap, one lock.
 *
 * <p>It follows {@code Objects/obmalloc.c} of CPython placement for placement: the same calls in
 * the same order give the same pool and the same offset, arena by arena, and take and give back
 * arenas at the same calls, in each of the three {@linkplain org.alloclab.HeapLayout layouts}.
 * Every public call is lock, single-threaded body, unlock.
 *
 * <p><b>Invariants</b> (all under the lock)
 *
 * <ul>
 *   <li>A pool is <i>used</i> (some blocks live, some free; on the list of its class), <i>full</i>
 *       (no block free; on no list, found again by the address of a block being freed) or
 *       <i>empty</i> (none live; on its arena's stack of free pools). The state is not stored.
 *   <li>The free list of a used pool is never empty: one virgin block is carved ahead, so "no free
 *       block" is the same as "full". Blocks are carved one by one, lest untouched memory be
 *       touched.
 *   <li>An arena with a free pool is on the usable list, which is in ascending order of free pools:
 *       the fullest arena serves first, so that the emptiest may become wholly free.
 *   <li>An address has a bit set in its pool exactly while a live block starts there.
 * </ul>
 *
 * <p><b>What differs from CPython, and cannot be seen by placement.</b> The 48 bytes of a pool's
 * header are left free, but the header itself is a Java object, out of reach of a stray write. The
 * pool of an address is looked up in a table instead of read from memory that may be foreign. The
 * links of a free list are in the free blocks, as CPython has them, but each is checked to lie on a
 * free block of its own pool before it is followed. The bit for each live block turns a wrong free
 * into an exception. {@link org.alloclab.gil.GilAllocator#unchecked} has none of these checks:
 * misuse does there what it does in CPython.
 *
 * <p><b>What is not modelled</b>: the GIL's switch interval and drop requests, the type free lists
 * above the allocator, the arenas of sub-interpreters. The debug hooks are the module {@code
 * checks}, around any allocator.
 *
 * <p><b>The journey of a request</b>: {@link org.alloclab.gil.GilAllocator} takes the {@link
 * org.alloclab.gil.GlobalInterpreterLock} · {@code Heap} finds the size class and its first used
 * {@code Pool} · there is none: {@code UsableArenas} gives the fullest {@code Arena}, which pops or
 * carves a pool. A free goes through {@code PoolTable} to its pool, and up again when it empties
 * the pool, and perhaps the arena.
 *
 * <p>Nothing in here is concurrent but the lock, and no field is accessed through a {@code
 * VarHandle}: that is the lesson, beside {@code org.alloclab.lockfree}.
 */
package org.alloclab.gil;
