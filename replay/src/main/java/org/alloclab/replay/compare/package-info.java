/**
 * The same traces on several allocators, side by side: what {@code alloclab run} does.
 *
 * <p>A {@link org.alloclab.replay.compare.ComparisonCase} is a replay to compare on · {@link
 * org.alloclab.replay.compare.Rounds} measures every case on every allocator in turns until the
 * budget is used, by a {@link org.alloclab.replay.compare.ReplayRunner}, which opens a fresh heap
 * for each replay · a {@link org.alloclab.replay.compare.Measurement} is what one replay came to ·
 * {@link org.alloclab.replay.compare.Medians} makes a {@link
 * org.alloclab.replay.compare.ComparisonRow} of them.
 *
 * <p>Allocators are {@link org.alloclab.provider.AllocatorProvider}s; what one does not promise is
 * not asked of it.
 */
package org.alloclab.replay.compare;
