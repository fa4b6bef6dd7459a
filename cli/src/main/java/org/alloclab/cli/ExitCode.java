package org.alloclab.cli;

/** What the program's exit code says; the list users are given. */
final class ExitCode {
    /** All promises kept. */
    static final int KEPT = 0;

    /** An internal error, a bug of ours. */
    static final int INTERNAL_ERROR = 1;

    /** Bad arguments. */
    static final int BAD_ARGUMENTS = 2;

    /** Nothing matched: an empty plan is never a success. */
    static final int NOTHING_MATCHED = 3;

    /** A file cannot be read or written. */
    static final int FILE = 4;

    /** Correctness violated. */
    static final int VIOLATED = 10;

    /** Something hung and was ended. */
    static final int HUNG = 11;

    /** A mutant that was to be killed survived. */
    static final int SURVIVED = 12;

    /** Differs from CPython. */
    static final int DIFFERS = 14;

    /** Less was recorded than was planned. */
    static final int INCOMPLETE = 15;

    /** The machine cannot do it. */
    static final int UNFIT = 20;

    /** Interrupted; what there was is saved and marked partial. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** The code of a run that came to its end, in a word. */
    static String word(int code) {
        return switch (code) {
            case KEPT -> "kept";
            case VIOLATED -> "violated";
            case HUNG -> "hung";
            case SURVIVED -> "survived";
            case DIFFERS -> "differs";
            case INCOMPLETE -> "incomplete";
            case UNFIT -> "unfit";
            case INTERRUPTED -> "interrupted";
            default -> "failed";
        };
    }
}
