/**
 * A small-object allocator in which no thread waits for another: a pool has one owner at a time,
 * and one word through which all other threads use it.
 *
 * <p>The idea that a full pool has no owner is mimalloc's (v3) and Michael's (PLDI 2004); the
 * stripes of virtual threads follow Netty and the JDK's own pooled arenas.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li><b>I1 one place.</b> A block is in exactly one place: with its holder, in a magazine, on
 *       the owner's list, or on the word's list. Its mark says which of the first two, or neither.
 *   <li><b>I2 access.</b> The bytes of a block belong to its holder. The allocator touches them
 *       only on the holder's behalf, to clear or to copy, and never those of a free block. Links
 *       are on the Java heap, and have one holder at a time ({@code PoolBlocks}).
 *   <li><b>I3 private state.</b> What is in {@code PoolBlocks} is touched by the owner only: the
 *       thread that brought the word to OWNED, until it brings it to another state. It does so
 *       before its call ends: no pool is OWNED by a thread that is in no call.
 *   <li><b>I4 memory stays.</b> A pool with a block in use, by a user or a magazine, is not FREE;
 *       an arena with a pool that is not FREE is not given back.
 *   <li><b>I5 nothing is hidden.</b> PARTIAL: its hints are set, or about to be. FULL: less than a
 *       quarter of its blocks are back. KEPT: it is the pool of its class in its owner's cache, and
 *       a block of it is out. FREE: its bit in the arena is free, or about to be, and the arena's
 *       hint as well.
 *   <li><b>I6 nothing is lost.</b> Blocks = in use + on the owner's list + on the word's list +
 *       never taken.
 *   <li><b>I7 no owner is needed.</b> A pool that is not OWNED goes to FREE when its last block is
 *       freed, by whichever thread. A cache keeps at most one pool of a class.
 *   <li><b>I8 death.</b> A thread may die between any two writes. It may cost a pool, or blocks
 *       that were on their way; no block is in two places, and no list promises more than is on it.
 * </ul>
 *
 * <p>Not invariants: a hint that is set proves nothing; {@code owner} may be stale, but never names
 * the calling thread falsely where the word says OWNED or KEPT; an OWNED pool has no {@code owner}
 * for a moment before it changes hands.
 *
 * <h2>Transitions of the word</h2>
 *
 * <pre>
 * T1  FREE → OWNED            claim the arena's bit, cut the blocks, store the word   any thread
 * T2  blocks taken            no atomic step                                          owner
 * T3  OWNED, KEPT, more       CAS: push a block, or a run of blocks                   any other thread
 * T4  OWNED, list taken       exchange: drain                                         owner
 * T5  OWNED → FULL            CAS: detach, nothing to hand out                        owner
 * T6  OWNED → PARTIAL         CAS: abandon, with all lists                            owner or reaper
 * T7  FULL → PARTIAL          CAS: push the block that makes it a quarter, and publish   freer
 * T8  FULL, PARTIAL → OWNED   CAS: adopt                                              freer, or a thread that needs one
 * T9  any → FREE              CAS: retire, every block is back; then the bit          owner or last freer,
 *                                                                                     unless OWNED
 *     any → BROKEN            CAS: for good, if the books do not agree                thread that finds out
 * T10 arena: 64 bits 0 → 1    CAS: claim whole; then unmap                            any thread
 * T11 OWNED → KEPT            CAS: keep, and say how many blocks are out              owner
 * T12 KEPT → OWNED            CAS: take up                                            its owner, or reaper
 * </pre>
 *
 * <h2>Two journeys</h2>
 *
 * <p><b>Allocate.</b> {@code LockFreeAllocator} finds the thread's {@code ThreadCache} at hand ·
 * the magazine of the class ({@code Magazines}) has a block, whose mark changes hands ({@code
 * Marks}). It has none: the thread takes up the {@code Pool} that it keeps of the class (T12),
 * takes half a magazine (T2), and keeps it again (T11) · that one has none: drain it (T4), or
 * detach it (T5) · there is none: adopt one that {@code Hints} lead to (T8) · claim one (T1) · reap
 * dead threads and try again · a new {@code Arena}. A virtual thread takes one of the {@code
 * Stripes} for the call, or does without.
 *
 * <p><b>Free.</b> The mark of the address says that a block of some class is live there, or the
 * call fails · its pool has its home in the thread's own cache: into the magazine · that one is
 * full: half of it goes back to the pools, those of one pool together · the home is elsewhere:
 * straight back to the pool, which {@code ArenaTable} finds. What goes back is pushed, if the pool
 * has an owner (T3) · if it has none, the thread adopts it if it keeps none of the class (T8), or
 * publishes it (T7) · and if these were the last ones out, it retires it (T9), even if another
 * thread keeps it.
 *
 * <h2>Who may touch what, and how</h2>
 *
 * <pre>
 * field                 read                                  written
 * Pool.word             any thread, volatile                  any thread, CAS; owner: exchange (T4),
 *                                                             volatile (T1, no other thread has it)
 * Pool.owner            any thread, opaque, after the word    owner, opaque: before giving up, after
 *                                                             taking over; before the word (T1)
 * a block's mark        holder of the block, plain; a caller  the same, plain
 *                       with any address, plain
 * a pool's home number  any thread, plain                     owner, plain
 * PoolBlocks.links      holder of the block, or of its list   the same, plain
 * PoolBlocks, the rest  owner, plain; also a holder of a block owner, plain, before the word (T1)
 *                       of the pool, or the retiring thread
 * Arena.claimed         any thread, volatile                  any thread, CAS or and-not
 * Bits.words            any thread, volatile                  any thread, or, and-not
 * ArenaTable.rows       any thread, acquire or volatile       holder of the addresses, CAS, volatile
 * ArenaTable.limit      any thread, volatile                  any thread, CAS
 * Arena.idleSince       any thread, opaque                    any thread, opaque
 * IdleArenas.nextLook   any thread, opaque                    any thread, opaque
 * Hints.partial         any thread, acquire                   any thread, CAS
 * ThreadCache.pools     owner, plain                          owner, plain
 * Magazines.entries     owner, plain                          owner, plain
 * LockFreeAllocator     any thread, plain                     the thread named in it, and the
 *   .atHand                                                   closing thread, volatile
 * ThreadCache.next      any thread, plain, after first        its maker, plain, before first
 * ThreadCache.state     any thread, volatile                  any thread, CAS; holder, volatile
 * ThreadCache.thread    any thread, plain or opaque           the thread that made it BUSY, opaque
 * ThreadCaches.first    any thread, volatile                  any thread, CAS
 * Stripe.taken          any thread, volatile                  any thread, CAS; holder, volatile
 * CloseGuard.inside           any thread, volatile                  any thread, get-and-add
 * CloseGuard.closed           any thread, volatile                  any thread, volatile
 * CloseGuard.given            -                                     any thread, CAS
 * </pre>
 *
 * <p>Volatile where acquire or release would do is on purpose: a mode is weakened only with a
 * stress test and a measurement beside it. What a call reads before it finds a block at hand is
 * plain, down to the last field: an opaque read is a wall to the compiler, which could then keep
 * nothing in registers from one call to the next.
 *
 * <h2>Rejected</h2>
 *
 * <ul>
 *   <li>One remote list per thread: all its remote frees meet on one word, and a sleeping owner
 *       keeps everything.
 *   <li>Magazines that take in whatever their thread frees, as tcmalloc's do: blocks of one cache
 *       line would go to different threads for good. Here a block goes home to the thread that its
 *       pool belongs to.
 *   <li>What a free must know in the pool's object: three more loads in a row, each of them waited
 *       for.
 *   <li>Links in the free blocks, as CPython has them: a stray write into a free block then steers
 *       the allocator, a double free shows late, and freeing takes the cache line of a block that
 *       no thread needs any more. A link on the Java heap is two bytes, and says as well that a
 *       block is live.
 *   <li>A stack of pools for what is partial or free: it needs tags against ABA; a bit does not.
 *   <li>Finalizers or cleaners for dead threads: they come when the collector does. {@code
 *       Thread.isAlive()} can be asked when memory is needed, and orders what the dead thread
 *       wrote.
 * </ul>
 *
 * <p>What an owner does to the word while it is in a call is one CAS to take the pool up and one to
 * keep it, for half a magazine of blocks. The first is what makes the freer of a last block sure
 * that its owner is not about to take another one: either the owner's CAS comes first, and then the
 * word says OWNED, or the freer's, and then the pool is FREE. The second publishes how many blocks
 * are out, which only the owner knows before.
 *
 * <p>Blocks in the magazines of a living thread that no longer allocates stay with it until it
 * calls {@code trim} or ends: nobody else can take them without making every allocation of its
 * owner atomic. They are counted, as pools that threads keep although no block of them is live.
 *
 * <h2>The end of a heap</h2>
 *
 * <p>Marks belong to addresses. So those of a closed heap rest ({@code ArenaSource.closeAfter})
 * until the collector finds the heap unreachable, which it is not while a thread is in one of its
 * calls: {@code LockFreeAllocator} sees to that by a {@code reachabilityFence} at the end of each.
 * Threads hold their caches weakly.
 */
package org.alloclab.lockfree;
