package org.alloclab.stress;

/** Which of the two allocators is looked at. */
enum Model {
    GIL("gil"),
    LOCKFREE("lockfree");

    private final String word;

    Model(String word) {
        this.word = word;
    }

    /** The package of its classes, and of the tests that see them from inside. */
    String packageName() {
        return "org.alloclab." + word;
    }

    @Override
    public String toString() {
        return word;
    }
}
