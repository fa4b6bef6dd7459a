package org.alloclab.stress.injection;

/**
 * A place in the code of an allocator where something can happen to a thread.
 *
 * @param id its own
 * @param room the last word of its package
 * @param method class and method
 * @param number its place among the method's steps, from 1
 * @param kind what makes it one
 * @param what what is about to be done there, or was
 * @param file the source file
 * @param line the line in it
 */
public record Step(
        int id,
        String room,
        String method,
        int number,
        Kind kind,
        String what,
        String file,
        int line) {
    /** What makes a place a step. */
    public enum Kind {
        /** A call that touches what threads share is next. */
        BEFORE,
        /** One was made. */
        AFTER,
        /** A plain field or array is next, which one thread has, or a lock guards. */
        PLAIN,
        /** Memory of the Java heap is asked for next. */
        NEW,
        /** A method was entered, for which there must be room on the stack. */
        ENTRY
    }

    /** Whether an access is next, or was made. */
    public boolean isAccess() {
        return kind == Kind.BEFORE || kind == Kind.AFTER || kind == Kind.PLAIN;
    }

    /** For readers: {@code Pool.detach#2 before WORD.compareAndSet (Pool.java:186)}. */
    @Override
    public String toString() {
        String doing =
                switch (kind) {
                    case BEFORE, PLAIN -> " before " + what;
                    case AFTER -> " after " + what;
                    case NEW -> " before new " + what;
                    case ENTRY -> " entered";
                };
        return "%s#%d%s (%s:%d)".formatted(method, number, doing, file, line);
    }
}
