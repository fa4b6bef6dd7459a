package org.alloclab.stress.detector;

import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.Allocators;

/** The allocators of the classes that a detector works on: counted, with steps, or as shipped. */
public final class LoadedAllocators {
    private LoadedAllocators() {}

    /**
     * The allocator of a name.
     *
     * @throws IllegalArgumentException if there is none on the class path
     */
    public static AllocatorProvider named(String name) {
        return Allocators.in(LoadedAllocators.class.getClassLoader())
                .named(name)
                .orElseThrow(() -> new IllegalArgumentException("allocator: " + name));
    }
}
