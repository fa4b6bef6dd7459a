package org.alloclab.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a comparison came to, against its target. */
public enum DocumentVerdict {
    /** On the side of the target that was promised. */
    KEPT,
    /** On the other side. */
    MISSED,
    /** Too near to the target to tell: a second run may find it on the other side. */
    WITHIN_NOISE,
    /** Not known. */
    NOT_MEASURED;

    /** As the documents have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The verdict that a document calls so; none if there is no such verdict. */
    static Optional<DocumentVerdict> named(String text) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.toString().equals(text))
                .findFirst();
    }
}
