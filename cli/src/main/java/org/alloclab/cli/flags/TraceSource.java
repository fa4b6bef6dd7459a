package org.alloclab.cli.flags;

import org.alloclab.cli.session.Failure;
import org.alloclab.replay.BuiltInTraces;
import org.alloclab.replay.Trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a trace comes from. */
public sealed interface TraceSource {
    /** What the name of a trace that comes with the program begins with. */
    String BUILT_IN = "builtin:";

    /**
     * Reads it.
     *
     * @throws Failure if it cannot be read or is damaged
     */
    Trace open();

    /**
     * A trace that comes with the program.
     *
     * @param name one of {@link BuiltInTraces#names}
     */
    record BuiltIn(String name) implements TraceSource {
        @Override
        public Trace open() {
            try {
                return BuiltInTraces.open(name);
            } catch (IOException e) {
                throw Failure.file(BUILT_IN + name, e);
            }
        }
    }

    /**
     * A file.
     *
     * @param path its name as typed
     */
    record File(Path path) implements TraceSource {
        @Override
        public Trace open() {
            try {
                if (Files.isDirectory(path)) {
                    throw new IOException("is a folder (expected: a trace)");
                }
                if (!Files.exists(path) && BuiltInTraces.names().contains(path.toString())) {
                    throw new IOException("does not exist; did you mean " + BUILT_IN + path + "?");
                }
                return Trace.open(path);
            } catch (IOException e) {
                throw Failure.file(path, e);
            }
        }
    }
}
