package org.alloclab.report;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/**
 * A value of a document and where it stands. Whoever reads a value through this either gets what
 * was expected or says where it is not.
 *
 * @param path from the top of the document, as in {@code results[3].threads}; empty at the top
 * @param value what stands there; null if nothing does
 */
record JsonCursor(String path, JsonNode value) {
    private static final int LONGEST = 40;

    /** What stands under a name. */
    JsonCursor field(String name) throws BadDocumentException {
        if (value == null || !value.isObject()) {
            throw wrong("an object");
        }
        return new JsonCursor(path.isEmpty() ? name : path + "." + name, value.get(name));
    }

    boolean isAbsent() {
        return value == null || value.isNull();
    }

    /** The elements of a list; none where there is no list. */
    List<JsonCursor> items() throws BadDocumentException {
        if (isAbsent()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong("a list");
        }
        List<JsonCursor> items = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            items.add(new JsonCursor(path + "[" + i + "]", value.get(i)));
        }
        return items;
    }

    String text() throws BadDocumentException {
        if (isAbsent() || !value.isString()) {
            throw wrong("a text");
        }
        return value.asString();
    }

    /** A text, or nothing. */
    void textIfAny() throws BadDocumentException {
        if (!isAbsent()) {
            text();
        }
    }

    /** A whole number from 0 or from 1. */
    void count(int least) throws BadDocumentException {
        boolean whole = !isAbsent() && value.isIntegralNumber() && value.canConvertToLong();
        if (!whole || value.longValue() < least) {
            throw wrong("a whole number from " + least);
        }
    }

    /** Names with a text or a number each, or nothing. */
    void settings() throws BadDocumentException {
        if (isAbsent()) {
            return;
        }
        if (!value.isObject()) {
            throw wrong("an object");
        }
        for (String name : value.propertyNames()) {
            JsonCursor setting = field(name);
            if (setting.value.isContainer() || setting.value.isNumber() && !setting.isFinite()) {
                throw setting.wrong("a text or a number");
            }
        }
    }

    /**
     * A figure under a name, or nothing. What is not finite, which JSON has no numbers for, becomes
     * nothing: whoever reads on meets numbers and null alone.
     */
    void figure(String name) throws BadDocumentException {
        JsonCursor figure = field(name);
        if (figure.isAbsent()) {
            return;
        }
        if (figure.isNotFinite()) {
            ((ObjectNode) value).putNull(name);
        } else if (!figure.value.isNumber()) {
            throw figure.wrong("a number or null");
        }
    }

    private boolean isNotFinite() {
        return value.isString()
                ? value.asString().matches("NaN|[+-]?Infinity")
                : value.isNumber() && !isFinite();
    }

    /** Whether it is a number that fits a double; others have no meaning for a browser. */
    boolean isFinite() {
        return value.isNumber() && Double.isFinite(value.numberValue().doubleValue());
    }

    BadDocumentException wrong(String expected) {
        return new BadDocumentException(
                "%s%s (expected: %s)"
                        .formatted(
                                path.isEmpty() ? "" : path + ": ",
                                value == null ? "is missing" : "is " + shown(),
                                expected));
    }

    private String shown() {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            default -> {
                String text = value.toString();
                yield text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
            }
        };
    }
}
