package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;

/**
 * For an {@link org.alloclab.provider.AllocatorProvider} whose heaps have a lock that a thread
 * holds across a batch of calls, as a Python thread does. Benchmarks call it around each batch, in
 * the thread that makes the calls.
 */
public interface BatchLocking {
    /** Takes the heap's lock, and waits for it if another thread holds it. */
    void lock(SmallObjectAllocator heap);

    /** Releases the heap's lock, which the calling thread holds. */
    void unlock(SmallObjectAllocator heap);
}
