package org.alloclab.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the bytes of a document say, by a reader that shares nothing with the program's: objects as
 * maps, lists, texts, numbers as doubles, and {@link Word}s. Names stand for their value once;
 * beyond JSON it takes the numbers that are none.
 */
final class PlainJson {
    /** {@code null}, {@code true} or {@code false}. */
    record Word(String word) {}

    private final String text;
    private int at;

    private PlainJson(String text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException if it is no JSON
     */
    static Object of(byte[] bytes) throws CharacterCodingException {
        return of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    }

    /**
     * @throws IllegalArgumentException if it is no JSON
     */
    static Object of(String text) {
        PlainJson json = new PlainJson(text.startsWith("\ufeff") ? text.substring(1) : text);
        Object value = json.value();
        json.blanks();
        json.check(json.at == json.text.length());
        return value;
    }

    private void check(boolean so) {
        if (!so) {
            throw new IllegalArgumentException("at " + at);
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean next(char wanted) {
        blanks();
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private Object value() {
        blanks();
        check(at < text.length());
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        check(next('{'));
        if (next('}')) {
            return object;
        }
        do {
            blanks();
            String name = string();
            check(next(':'));
            check(!object.containsKey(name));
            object.put(name, value());
        } while (next(','));
        check(next('}'));
        return object;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        check(next('['));
        if (next(']')) {
            return list;
        }
        do {
            list.add(value());
        } while (next(','));
        check(next(']'));
        return list;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        check(text.charAt(at++) == '"');
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            check(c >= ' ');
            string.append(c == '\\' ? escaped(text.charAt(at++)) : c);
        }
        return string.toString();
    }

    private char escaped(char c) {
        if (c == 'u') {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        int which = "\"\\/bfnrt".indexOf(c);
        check(which >= 0);
        return "\"\\/\b\f\n\r\t".charAt(which);
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        if (List.of("null", "true", "false").contains(word)) {
            return new Word(word);
        }
        if (word.matches("NaN|INF|[+-]?INF|[+-]?Infinity")) {
            return Double.NaN;
        }
        check(word.matches("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?"));
        return Double.valueOf(word);
    }
}
