package org.alloclab.cli.doctor;

import java.util.Locale;

/**
 * Something about the machine that bears on measuring.
 *
 * @param name what was looked at
 * @param value what was found
 * @param verdict what it means
 * @param advice what to do, or why it is so; a line
 */
record MachineCheck(String name, String value, Verdict verdict, String advice) {
    /** What a finding means. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** Good to know when reading figures. */
        NOTE,
        /** alloclab cannot work here. */
        UNFIT;

        /** The word for a reader, also in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static MachineCheck ok(String name, String value, String advice) {
        return new MachineCheck(name, value, Verdict.OK, advice);
    }

    static MachineCheck note(String name, String value, String advice) {
        return new MachineCheck(name, value, Verdict.NOTE, advice);
    }

    static MachineCheck unfit(String name, String value, String advice) {
        return new MachineCheck(name, value, Verdict.UNFIT, advice);
    }

    /** A note if something is so, otherwise fine. */
    static MachineCheck noteIf(boolean so, String name, String value, String advice, String fine) {
        return so ? note(name, value, advice) : ok(name, value, fine);
    }
}
