package org.alloclab.cli.session;

/** What the program's exit code says; the list users are given. */
public final class ExitCode {
    /** All promises kept. */
    public static final int KEPT = 0;

    /** An internal error, a bug of ours. */
    public static final int INTERNAL_ERROR = 1;

    /** Bad arguments. */
    public static final int BAD_ARGUMENTS = 2;

    /** Nothing matched: an empty plan is never a success. */
    public static final int NOTHING_MATCHED = 3;

    /** A file cannot be read or written. */
    public static final int FILE = 4;

    /** Correctness violated. */
    public static final int VIOLATED = 10;

    /** Something hung and was ended. */
    public static final int HUNG = 11;

    /** A mutant that was to be killed survived. */
    public static final int SURVIVED = 12;

    /** Differs from CPython. */
    public static final int DIFFERS = 14;

    /** Less was recorded than was planned. */
    public static final int INCOMPLETE = 15;

    /** The machine cannot do it. */
    public static final int UNFIT = 20;

    /** Interrupted; what there was is saved and marked partial. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** The code of a run that came to its end, in a word. */
    public static String word(int code) {
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
