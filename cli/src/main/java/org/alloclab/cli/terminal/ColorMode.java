package org.alloclab.cli.terminal;

import java.util.Locale;

/** Whether output is coloured. */
public enum ColorMode {
    /** On a terminal, unless {@code NO_COLOR} is set. */
    AUTO,
    ALWAYS,
    NEVER;

    /** Whether to colour what goes to a stream. */
    public boolean isOn(boolean terminal) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> terminal && !isRefused();
        };
    }

    private static boolean isRefused() {
        String wish = System.getenv("NO_COLOR");
        return wish != null && !wish.isEmpty() || "dumb".equals(System.getenv("TERM"));
    }

    /** The mode as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
