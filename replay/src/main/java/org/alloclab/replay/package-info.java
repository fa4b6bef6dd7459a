/**
 * What real programs asked of their allocator, asked again of ours.
 *
 * <p><b>Allocation traces</b> ({@code *.altr}) say which thread asked for what, and are replayed by
 * many threads on any {@link org.alloclab.SmallObjectAllocator}: for speed, for memory, and for
 * promises broken. <b>Placement traces</b> ({@code *.trace}) also say where CPython put each block,
 * and are compared line by line. Nothing in here knows a model: the caller brings the allocator.
 *
 * <p><b>The journey of an allocation trace</b>: {@link org.alloclab.replay.Trace} opens it · {@code
 * TraceReader} decodes and refuses, with {@code LiveBlocks} giving each live block a slot · {@code
 * ChunkReader} turns operations into arrays · {@link org.alloclab.replay.Replay} is the plan ·
 * {@code ReplayRun} starts the threads and leads them through common gates · {@code Replayer} is
 * the loop that is measured · in recorded mode {@code Turns} keeps the order by slot · {@link
 * org.alloclab.replay.ReplayResult} has the figures.
 *
 * <p><b>The journey of a placement trace</b>: {@link org.alloclab.replay.GoldenFiles} finds it ·
 * {@code GoldenHeader} chooses the layout · {@code WatchedArenas} numbers the arenas and tells
 * where an address lies · {@code GoldenBlocks} carries out the operations · {@code GoldenTail}
 * compares the figures · {@code Differences} keeps the first difference with the lines around it.
 *
 * <p><b>Decisions</b>
 *
 * <ul>
 *   <li>A trace is checked from end to end before a byte of it is replayed: a damaged file is
 *       refused with the offset, never half replayed. Unless it is too long to be kept, its
 *       decoding is not measured.
 *   <li>Memory is bounded by what lives at once. A trace that is too long to be kept is read again
 *       by each thread.
 *   <li>What is written into a block depends on its address, its slot and the turn, so that a block
 *       handed out twice, overlapping another, or not carried over is noticed when it is freed.
 *       Nothing about it needs to be stored.
 *   <li>A broken promise is counted and the replay goes on; an exception that no contract mentions
 *       ends it, and stops the other threads.
 *   <li>The loop allocates no Java object, and the figures of the heap are the allocator's own.
 * </ul>
 *
 * <p>Reading order: {@code Chunk}, {@code Replayer}, {@code ReplayRun}; then {@code TraceReader},
 * {@code LiveBlocks}; then {@link org.alloclab.replay.GoldenReplay}.
 */
package org.alloclab.replay;
