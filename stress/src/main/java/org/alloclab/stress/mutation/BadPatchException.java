package org.alloclab.stress.mutation;

/** A patch, or the story beside it, that cannot be used; the message says in a line why. */
public final class BadPatchException extends Exception {
    private static final long serialVersionUID = 1;

    BadPatchException(String line) {
        super(line);
    }

    BadPatchException(String line, Throwable cause) {
        super(line, cause);
    }
}
