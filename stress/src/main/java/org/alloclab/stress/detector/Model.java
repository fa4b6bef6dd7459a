package org.alloclab.stress.detector;

import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.Allocators;

/** Which of the two allocators is looked at. */
public enum Model {
    GIL("gil"),
    LOCKFREE("lockfree");

    private final String word;

    Model(String word) {
        this.word = word;
    }

    /** The package of its classes, and of the tests that see them from inside. */
    public String packageName() {
        return "org.alloclab." + word;
    }

    /** The allocator, of the classes that are loaded here: counted, with steps, or as shipped. */
    public AllocatorProvider provider() {
        return Allocators.in(Model.class.getClassLoader()).named(word).orElseThrow();
    }

    @Override
    public String toString() {
        return word;
    }
}
