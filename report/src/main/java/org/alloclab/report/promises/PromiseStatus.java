package org.alloclab.report.promises;

import java.util.Locale;

/**
 * What recorded runs say of a promise.
 *
 * @param promise in a line
 * @param command that tests it
 * @param runs number of documents that tested it
 * @param verdict what they came to
 * @param figure what was seen; empty if nothing was
 * @param bound what follows for what was not seen; empty where nothing does
 */
public record PromiseStatus(
        String promise,
        String command,
        int runs,
        PromiseVerdict verdict,
        String figure,
        String bound) {
    /** What recorded runs came to. */
    public enum PromiseVerdict {
        /** Every run kept the promise. */
        KEPT,
        /** Some run broke it, or was not complete. */
        BROKEN,
        /** No run tested it. */
        NOT_RECORDED;

        /** As the documents have it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
