/**
 * The contract both models keep, and the facts they share.
 *
 * <p>A {@linkplain org.alloclab.SmallObjectAllocator small-object allocator} hands out blocks of
 * native memory. Requests of 1 to 512 bytes are rounded up to one of 32 {@linkplain
 * org.alloclab.SizeClasses size classes} and served from pools; an arena is 64 pools from the
 * operating system; the numbers are a {@linkplain org.alloclab.HeapLayout layout}. Other requests
 * go to the C library and are accounted for.
 *
 * <p>What is shared here are facts only: the numbers, the errors, the figures, the bytes. How
 * blocks are found and given back is policy, and each model has its own; nothing here locks, and
 * nothing here knows a thread.
 *
 * <p>Reading order: {@link org.alloclab.SmallObjectAllocator}, {@link org.alloclab.HeapLayout},
 * {@link org.alloclab.SizeClasses}, then {@link org.alloclab.memory}.
 */
package org.alloclab;
