package org.alloclab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Knows the processes that come from one by an environment variable they inherit, even those whose
 * parents are gone. On Linux.
 */
record Marked(String mark) {
    private static final String NAME = "ALLOCLAB_TEST_MARK";

    static Marked with(ProcessBuilder builder) {
        Marked marked = new Marked(UUID.randomUUID().toString());
        Map<String, String> environment = builder.environment();
        environment.put(NAME, marked.mark);
        return marked;
    }

    static boolean works() {
        return Files.isReadable(Path.of("/proc/self/environ"));
    }

    /** Those that live. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isMarked).toList();
    }

    private boolean isMarked(ProcessHandle process) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
            return new String(environment, StandardCharsets.ISO_8859_1)
                    .contains(NAME + "=" + mark + "\0");
        } catch (IOException e) {
            return false; // it is gone, or nobody's affair
        }
    }
}
