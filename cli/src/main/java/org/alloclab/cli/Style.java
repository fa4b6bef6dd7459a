package org.alloclab.cli;

/**
 * Colours for a terminal, or none.
 *
 * @param on whether to colour
 */
record Style(boolean on) {
    String bold(String text) {
        return paint("1", text);
    }

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String notable(String text) {
        return paint("33", text);
    }

    private String paint(String code, String text) {
        return on ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
