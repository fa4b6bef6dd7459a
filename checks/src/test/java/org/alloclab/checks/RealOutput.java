package org.alloclab.checks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a real CPython printed: see the README beside the files. */
record RealOutput(String text) {
    static final List<String> VERSIONS = List.of("3.9.18", "3.11.7");

    /** One section of a version's file, with every address replaced by ADDRESS. */
    static RealOutput of(String version, String section) throws IOException {
        try (InputStream file =
                RealOutput.class.getResourceAsStream("debug_hooks_" + version + ".txt")) {
            String all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            String head = "##### %s %s\n".formatted(version, section);
            String text = all.substring(all.indexOf(head) + head.length());
            int end = text.indexOf("#####");
            return new RealOutput(end < 0 ? text : text.substring(0, end));
        }
    }

    /** The lines up to the fatal error; what follows is the interpreter's own state. */
    List<String> report() {
        return anonymous(text.lines().toList()).stream()
                .takeWhile(line -> !line.startsWith("Python runtime state"))
                .toList();
    }

    /** Lines with every address replaced. */
    static List<String> anonymous(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("0x[0-9a-f]{6,}", "ADDRESS")).toList();
    }
}
