package org.alloclab.report.promises;

/**
 * How a promise stands.
 *
 * @param promise in a line
 * @param command that puts it to the test
 * @param runs how many documents tell of it
 * @param verdict kept, broken or not recorded
 * @param figure what was seen; empty if nothing was
 * @param bound what follows for what was not seen; empty where nothing does
 */
public record PromiseStatus(
        String promise, String command, int runs, String verdict, String figure, String bound) {
    /** What some runs say. */
    record Figure(boolean kept, String text, String bound) {}

    static PromiseStatus unknown(String promise, String command) {
        return new PromiseStatus(promise, command, 0, "not recorded", "", "");
    }

    static PromiseStatus of(String promise, String command, int runs, Figure figure) {
        String verdict = figure.kept() ? "kept" : "broken";
        return new PromiseStatus(promise, command, runs, verdict, figure.text(), figure.bound());
    }

    /** Whether some run breaks it. */
    public boolean broken() {
        return verdict.equals("broken");
    }

    /** Whether some run tells of it. */
    public boolean recorded() {
        return runs > 0;
    }
}
