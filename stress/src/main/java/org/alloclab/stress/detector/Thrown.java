package org.alloclab.stress.detector;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * What went wrong, as an exception has it, for a reader: its message, and where in our own code.
 *
 * @param error what was thrown
 */
public record Thrown(Throwable error) {
    private static final int MOST_FRAMES = 12;
    private static final int MOST_CAUSES = 4;
    private static final int LONGEST = 160;

    /** A line. */
    public String summary() {
        String type = error.getClass().getSimpleName();
        String text = String.valueOf(error.getMessage()).strip().replaceAll("\\s+", " ");
        String line = error.getMessage() == null ? type : type + ": " + text;
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    /** The whole message, frames of ours, and the same of its causes. */
    public String evidence() {
        StringJoiner lines = new StringJoiner("\n");
        Throwable one = error;
        for (int i = 0; one != null && i < MOST_CAUSES; i++) {
            lines.add((i == 0 ? "" : "caused by ") + one);
            Arrays.stream(one.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("org.alloclab."))
                    .limit(MOST_FRAMES)
                    .forEach(frame -> lines.add("    at " + frame));
            one = one.getCause();
        }
        return lines.toString();
    }
}
