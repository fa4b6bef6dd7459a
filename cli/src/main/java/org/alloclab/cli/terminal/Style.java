package org.alloclab.cli.terminal;

/**
 * Colours for a terminal, or none.
 *
 * @param on whether to colour
 */
public record Style(boolean on) {
    public String bold(String text) {
        return paint("1", text);
    }

    public String good(String text) {
        return paint("32", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    public String notable(String text) {
        return paint("33", text);
    }

    private String paint(String code, String text) {
        return on ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
