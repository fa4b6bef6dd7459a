package org.alloclab.stress.misuse;

/** When a misuse was noticed. */
public enum MisuseOutcome {
    /** By the very call. */
    DETECTED("D", "at the call"),

    /** By a later call. */
    LATER("L", "later"),

    /** It was not; the damage was shown. */
    SILENT("S", "not noticed"),

    /** It cannot occur there. */
    IMPOSSIBLE("-", "cannot occur"),

    /** It is allowed, and does nothing. */
    NOTHING("ok", "allowed, does nothing"),

    /** What was to be shown was not seen. */
    UNCLEAR("?", "not as it is told");

    private final String letter;
    private final String words;

    MisuseOutcome(String letter, String words) {
        this.letter = letter;
        this.words = words;
    }

    /** As in the table. */
    public String letter() {
        return letter;
    }

    /** In words. */
    public String words() {
        return words;
    }
}
