package org.alloclab.stress.detector;

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

    @Override
    public String toString() {
        return word;
    }
}
