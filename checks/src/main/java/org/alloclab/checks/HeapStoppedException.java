package org.alloclab.checks;

/**
 * An allocator with checks has found its heap beyond trust and does nothing more: this call and
 * every later one fails, except close. The message names what was found, by whom the block was
 * allocated and freed, and what to do.
 */
public final class HeapStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient CorruptionReport report;

    HeapStoppedException(CorruptionReport report, boolean before) {
        super(message(report, before));
        this.report = report;
    }

    private static String message(CorruptionReport report, boolean before) {
        String history =
                report.history().isEmpty() ? "" : "; " + String.join("; ", report.history());
        return "%sheap stopped: %s%s (%s, then start anew)"
                .formatted(
                        before ? "after an error before this call, " : "",
                        report.line(),
                        history,
                        report.kind().advice());
    }

    /** The evidence; null after serialisation. */
    public CorruptionReport report() {
        return report;
    }
}
