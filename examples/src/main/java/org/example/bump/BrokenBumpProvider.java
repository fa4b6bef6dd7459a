package org.example.bump;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.util.Set;

/**
 * The same with a defect, as {@code broken-bump}: one free in {@value #EVERY} puts its block into
 * the list twice, so that it is handed out twice.
 */
public final class BrokenBumpProvider implements AllocatorProvider {
    private static final int EVERY = 1000;

    @Override
    public String name() {
        return "broken-bump";
    }

    @Override
    public String description() {
        return "bump, but some frees count twice: for a detector to find";
    }

    @Override
    public Set<AllocatorPromise> promises() {
        return Set.of(AllocatorPromise.CONCURRENT);
    }

    @Override
    public SmallObjectAllocator open(HeapLayout layout) {
        return new BumpAllocator() {
            private int frees;

            @Override
            public synchronized void free(long address) {
                super.free(address);
                if (++frees % EVERY == 0) {
                    super.free(address);
                }
            }
        };
    }
}
