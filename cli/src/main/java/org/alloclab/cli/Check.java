package org.alloclab.cli;

/**
 * Something about the machine that bears on measuring.
 *
 * @param name what was looked at
 * @param value what was found
 * @param verdict what it means
 * @param advice what to do, or why it is so; a line
 */
record Check(String name, String value, Verdict verdict, String advice) {
    /** What a finding means. */
    enum Verdict {
        /** As it should be. */
        OK,
        /** Good to know when reading figures. */
        NOTE,
        /** alloclab cannot work here. */
        UNFIT;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Check ok(String name, String value, String advice) {
        return new Check(name, value, Verdict.OK, advice);
    }

    static Check note(String name, String value, String advice) {
        return new Check(name, value, Verdict.NOTE, advice);
    }

    static Check unfit(String name, String value, String advice) {
        return new Check(name, value, Verdict.UNFIT, advice);
    }

    /** A note if something is so, otherwise fine. */
    static Check noteIf(boolean so, String name, String value, String advice, String fine) {
        return so ? note(name, value, advice) : ok(name, value, fine);
    }
}
