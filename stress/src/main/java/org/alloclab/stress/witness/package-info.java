/**
 * The independent witness of a heap, one for the soak and the sweeps: the owner of each 8 bytes,
 * the contents of each block, the arenas that are out, and the counts that follow from them.
 *
 * <p>A {@link org.alloclab.stress.witness.WitnessedHeap} makes the calls. What an allocator does
 * not promise is not checked, and is named. {@link org.alloclab.stress.witness.HeapAccounting}
 * compares counts while no call is in progress.
 *
 * <p><b>Independence.</b> The witness shares no code with the allocators: it reads and writes
 * memory by {@code BlockContents} and not by {@code org.alloclab.memory.Memory}, so that an error
 * there cannot hide itself. It lets no thread wait, and it can be used without the owner table, so
 * that its atomic instructions cannot stand in for one that an allocator lacks.
 *
 * <p><b>Other block patterns.</b> Two more writers of block contents stay apart on purpose. The one
 * of the replay ({@code replay.BlockPattern}) writes the ends of large blocks alone, lest a replay
 * measure nothing but memory; the one of the benchmarks ({@code bench.KeyedBlock}) packs address,
 * size and key into one {@code long}, since a benchmark hands on one word per block. Both go
 * through {@code Memory}, as their callers do, and neither may depend on this module.
 */
package org.alloclab.stress.witness;
