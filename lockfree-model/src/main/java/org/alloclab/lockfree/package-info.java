/**
 * A small-object allocator in which nobody waits: a pool has one owner at a time, and one word
 * through which everybody else speaks to it.
 *
 * <p>The idea that a full pool has no owner is mimalloc's (v3) and Michael's (PLDI 2004); the
 * stripes of virtual threads follow Netty and the JDK's own pooled arenas.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li><b>I1 one place.</b> A block is in one of: a user's hands, a magazine, the owner's list,
 *       the word's list. Its mark says which of the first two, or neither.
 *   <li><b>I2 access.</b> The bytes of a block are its holder's. The allocator touches them on his
 *       behalf only, to clear or to copy, and not those of a free block. Links are on the Java
 *       heap, and have one holder at a time ({@code PoolBlocks}).
 *   <li><b>I3 private state.</b> What is in {@code PoolBlocks} is touched by the owner only:
 *       whoever brought the word to OWNED, until he brings it to another state.
 *   <li><b>I4 memory stays.</b> A pool with a block in use, by a user or a magazine, is not FREE;
 *       an arena with a pool that is not FREE is not given back.
 *   <li><b>I5 nothing is hidden.</b> PARTIAL: its hints are set, or about to be. FULL: less than a
 *       quarter of its blocks are back. FREE: its bit in the arena is free, or about to be, and the
 *       arena's hint as well.
 *   <li><b>I6 nothing is lost.</b> Blocks = in use + on the owner's list + on the word's list +
 *       never taken.
 * </ul>
 *
 * <p>Not invariants: a hint that is set proves nothing; {@code owner} may be stale, but is never
 * falsely oneself; an OWNED pool has no {@code owner} for a moment before it changes hands.
 *
 * <h2>Transitions of the word</h2>
 *
 * <pre>
 * T1  FREE → OWNED            claim the arena's bit, cut the blocks, store the word   any thread
 * T2  allocate, free          no atomic step                                          owner
 * T3  OWNED, one more block   CAS: push                                               any other thread
 * T4  OWNED, list taken       exchange: drain                                         owner
 * T5  OWNED → FULL            CAS: detach, nothing to hand out                        owner
 * T6  OWNED → PARTIAL         CAS: abandon, with all lists                            owner or reaper
 * T7  FULL → PARTIAL          CAS: push the block that makes it a quarter, and publish   freer
 * T8  FULL, PARTIAL → OWNED   CAS: adopt                                              freer, or who needs one
 * T9  any → FREE              CAS: retire, every block is back; then the bit          owner or last freer
 *     any → BROKEN            CAS: for good, if the books do not agree                who finds out
 * T10 arena: 64 bits 0 → 1    CAS: claim whole; then unmap                            any thread
 * </pre>
 *
 * <h2>Two journeys</h2>
 *
 * <p><b>Allocate.</b> {@code LockFreeAllocator} finds the thread's {@code ThreadCache} at hand ·
 * the magazine of the class ({@code Magazines}) has a block, whose mark changes hands ({@code
 * Marks}). It has none: half a magazine is taken from the first {@code Pool} of the class (T2) ·
 * that one has none: drain it (T4) · detach it (T5), next pool · adopt one that {@code Hints} lead
 * to (T8) · claim one (T1) · reap dead threads and try again · a new {@code Arena}. A virtual
 * thread takes one of the {@code Stripes} for the call, or does without.
 *
 * <p><b>Free.</b> The mark of the address says that a block of some class is live there, or the
 * call fails · its pool has its home in the thread's own cache: into the magazine · that one is
 * full: half of it goes back to the pools · the home is elsewhere: straight back to the pool, which
 * {@code ArenaTable} finds. What goes back goes to the thread's own pool (T2), and the pool to its
 * arena if it is wholly free (T9) · to somebody else's: push (T3) · to nobody's: adopt it if it was
 * ours last (T8), or publish it (T7), or retire it (T9).
 *
 * <h2>Who may touch what, and how</h2>
 *
 * <pre>
 * field                 read                                  written
 * Pool.word             any thread, volatile                  any thread, CAS; owner: exchange (T4),
 *                                                             volatile (T1, nobody else has the pool)
 * Pool.owner            any thread, opaque                    owner, opaque: before giving up, after
 *                                                             taking over
 * a block's mark        holder of the block, plain; who asks  the same, plain
 *                       about any address, plain
 * a pool's home number  any thread, plain                     owner, plain
 * PoolBlocks.links      holder of the block, or of its list   the same, plain
 * PoolBlocks, the rest  owner, plain; also who holds a block  owner, plain, before the word (T1)
 *                       of the pool, or found all to be back
 * Pool.next, previous   owner, plain                          owner, plain
 * Arena.claimed         any thread, volatile                  any thread, CAS or and-not
 * Bits.words            any thread, volatile                  any thread, or, and-not
 * ArenaTable.rows       any thread, acquire or volatile       holder of the addresses, CAS, volatile
 * ArenaTable.limit      any thread, volatile                  any thread, CAS
 * Arena.idleSince       any thread, opaque                    any thread, opaque
 * IdleArenas.nextLook   any thread, opaque                    any thread, opaque
 * Hints.partial         any thread, acquire                   any thread, CAS
 * ThreadCache.pools     owner, plain                          owner, plain
 * Magazines.entries     owner, plain                          owner, plain
 * LockFreeAllocator     any thread, plain                     the thread named in it, and who
 *   .atHand                                                   closes, volatile
 * ThreadCache.next      any thread, plain, after first        who makes it, plain, before first
 * ThreadCache.state     any thread, volatile                  any thread, CAS; holder, volatile
 * ThreadCache.thread    any thread, plain or opaque           who made the state BUSY, opaque
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
 *       nobody needs any more. A link on the Java heap is two bytes, and says as well that a block
 *       is live.
 *   <li>A stack of pools for what is partial or free: it needs tags against ABA; a bit does not.
 *   <li>Finalizers or cleaners for dead threads: they come when the collector does. {@code
 *       Thread.isAlive()} can be asked when memory is needed, and orders what the dead thread
 *       wrote.
 * </ul>
 *
 * <p>Blocks of a living thread that no longer allocates stay with it until it calls {@code trim} or
 * ends: nobody else can take them without making every allocation of its owner atomic.
 */
package org.alloclab.lockfree;
