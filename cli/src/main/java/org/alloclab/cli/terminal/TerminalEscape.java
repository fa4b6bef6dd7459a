package org.alloclab.cli.terminal;

/** What a user typed, said back on one line: nothing in it can move the cursor or start a line. */
public final class TerminalEscape {
    private static final int LONGEST = 200;

    private TerminalEscape() {}

    /** The text in quotes, shortened if it is very long. */
    public static String of(String text) {
        return '"' + safe(shortened(text)).replace("\"", "\\\"") + '"';
    }

    /** The text with every control, format and broken character written as an escape. */
    public static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(code -> append(safe, code));
        return safe.toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "... (%,d characters)".formatted(text.length());
    }

    private static void append(StringBuilder safe, int code) {
        switch (code) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> {
                if (isPrintable(code)) {
                    safe.appendCodePoint(code);
                } else {
                    safe.append("\\u%04x".formatted(code));
                }
            }
        }
    }

    private static boolean isPrintable(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /** The text as a word of a POSIX shell, so that a command can be repeated by copying it. */
    public static String forShell(String text) {
        if (text.matches("[A-Za-z0-9_@%+=:,./-]+")) {
            return text;
        }
        return safe(text).equals(text)
                ? "'" + text.replace("'", "'\\''") + "'"
                : "$'" + safe(text.replace("\\", "\\\\").replace("'", "\\'")) + "'";
    }
}
