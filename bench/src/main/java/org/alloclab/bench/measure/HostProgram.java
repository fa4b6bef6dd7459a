package org.alloclab.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the host is started: the program that runs JMH, in a JVM of its own. It works in the folder
 * of its log, so that what a crash leaves behind is found there.
 *
 * @param jar the benchmarks
 * @param log where its talk goes
 * @param peerLibraries where libraries of peers are, by backend; the usual folders for others
 */
public record HostProgram(Path jar, Path log, Map<String, Path> peerLibraries) {
    /** What forks leave to each other, beside the log. */
    public static final String ARCHIVE = "forks.jsa";

    private static final String MAIN = "org.alloclab.bench.BenchHostProgram";
    private static final Path SHELL = Path.of("/bin/sh");

    private static final String TUNABLES = "GLIBC_TUNABLES";
    private static final String STATIC_TLS = "glibc.rtld.optional_static_tls";

    /** Starts a host. */
    BenchHost start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.directory(log.toAbsolutePath().getParent().toFile());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        makeRoomForJemalloc(builder.environment());
        return new BenchHost(builder.start(), libraries());
    }

    /** Leaves nothing behind that is of no use to anybody. */
    void tidyUp() {
        try {
            Files.deleteIfExists(log.resolveSibling(ARCHIVE));
        } catch (IOException e) {
            // Then it stays: it does no harm.
        }
    }

    /** As the benchmarks' parameter has them. */
    private String libraries() {
        return peerLibraries.entrySet().stream()
                .map(library -> library.getKey() + "=" + library.getValue().toAbsolutePath())
                .collect(Collectors.joining(";"));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            // Ctrl-C reaches every process of the terminal: the host is to ignore it, so that what
            // it is doing is not taken for a crash. It is ended by us.
            command.addAll(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow"); // JMH's own, and the JDK warns
        command.addAll(List.of("-cp", jar.toAbsolutePath().toString(), MAIN));
        return command;
    }

    /** jemalloc wants more thread-local storage than glibc keeps for libraries that come late. */
    private static void makeRoomForJemalloc(Map<String, String> environment) {
        String tunables = environment.getOrDefault(TUNABLES, "");
        if (!tunables.contains(STATIC_TLS)) {
            String others = tunables.isEmpty() ? "" : ":" + tunables;
            environment.put(TUNABLES, STATIC_TLS + "=4096" + others);
        }
    }
}
