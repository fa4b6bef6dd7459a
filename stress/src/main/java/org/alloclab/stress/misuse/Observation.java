package org.alloclab.stress.misuse;

import org.alloclab.checks.HeapStoppedException;

import java.util.List;

/**
 * What was observed of a misuse.
 *
 * @param outcome when it was noticed
 * @param calls what was called, a line each, the last one the one that noticed it
 * @param text what was noticed or shown, in a line
 * @param noticed the exception; null where nothing was noticed
 */
public record Observation(
        MisuseOutcome outcome, List<String> calls, String text, RuntimeException noticed) {
    /** Copies the calls. */
    public Observation {
        calls = List.copyOf(calls);
    }

    /** The kind of what was noticed, as in {@code DoubleFree}; empty where nothing was. */
    public String kind() {
        return switch (noticed) {
            case null -> "";
            case HeapStoppedException e -> e.report().kind().toString();
            default -> noticed.getClass().getSimpleName().replaceFirst("Exception$", "");
        };
    }

    /** Outcome and kind, as in {@code D DoubleFree}. */
    public String code() {
        return kind().isEmpty() ? outcome.letter() : outcome.letter() + " " + kind();
    }

    /** The report, as the hooks print it; empty at other levels. */
    public List<String> report() {
        return noticed instanceof HeapStoppedException e ? e.report().dump() : List.of();
    }
}
