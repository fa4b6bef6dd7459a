package org.alloclab.replay;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The traces that come with the program: real CPython programs, cut to half a million operations.
 */
public final class BuiltInTraces {
    private static final List<String> NAMES = List.of("json_docs", "thread_pipeline");

    private BuiltInTraces() {}

    /** Their names. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Reads one.
     *
     * @param name one of {@link #names}
     * @throws IllegalArgumentException if there is no such trace
     * @throws IOException if it cannot be read
     */
    public static Trace open(String name) throws IOException {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "trace: " + name + " (expected: one of " + NAMES + ")");
        }
        return Trace.open(name, () -> resource(name + ".altr.gz"));
    }

    private static InputStream resource(String file) throws IOException {
        InputStream bytes = BuiltInTraces.class.getResourceAsStream(file);
        if (bytes == null) {
            throw new FileNotFoundException("resource " + file);
        }
        return bytes;
    }
}
