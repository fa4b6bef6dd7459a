/**
 * Checks around an allocator, in three levels.
 *
 * <ul>
 *   <li><b>faithful</b>: nothing around it.
 *   <li><b>debug</b>: {@link org.alloclab.checks.DebugAllocator}, CPython's debug hooks. They
 *       believe the bytes around a block.
 *   <li><b>hardened</b>: {@link org.alloclab.checks.HardenedAllocator}. It believes its records.
 * </ul>
 *
 * <p>Both are a {@link org.alloclab.checks.CheckedAllocator} around any {@link
 * org.alloclab.SmallObjectAllocator}; neither model knows of them, and no check is in a fast path.
 *
 * <p><b>Why nothing crashes.</b> Memory may be read from the moment the allocator inside hands it
 * out until it is given back. In between it has a record ({@code BlockRecords}), and who reads its
 * bytes holds or pins the record ({@code Block}): a block that is held is not given back, and a
 * record that is gone cannot be held. The heap itself stays until the last call has left ({@code
 * Gate}). An address without a record is never read; the allocator inside is asked what it is.
 *
 * <p><b>Why a record for each block</b>, and not a bit in a table beside the memory: a wrong free
 * is explained by who did what when, and any address inside a block must lead to it. The records
 * are a lock-free list, so the checks around the lock-free model let no thread wait. They cost Java
 * objects: nothing here is measured by the benchmarks.
 *
 * <p><b>Fail-stop.</b> The first evidence of corruption stops the heap ({@code FailStop}): a lab
 * must not go on measuring a broken one. Queries about addresses, sizes that make no sense and
 * calls after close are a caller's mistakes, and harm nothing.
 */
package org.alloclab.checks;
