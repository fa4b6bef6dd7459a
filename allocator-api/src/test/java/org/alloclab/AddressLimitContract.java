package org.alloclab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What every allocator must do where the addresses of its process are limited: serve from pools of
 * its own, or be refused as it is opened, with the limit in the message; and leave the virtual
 * machine room in either case. A subclass names an allocator.
 */
public abstract class AddressLimitContract {
    /** A virtual machine that needs few addresses, and as many on any machine. */
    private static final List<String> SMALL_MACHINE =
            List.of(
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:CompressedClassSpaceSize=32m",
                    "-XX:ReservedCodeCacheSize=48m",
                    "-XX:ActiveProcessorCount=2",
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:ErrorFile=/dev/null",
                    "--enable-native-access=ALL-UNNAMED");

    private final Class<? extends SmallObjectAllocator> type;

    /**
     * @param type has a constructor for a layout
     */
    protected AddressLimitContract(Class<? extends SmallObjectAllocator> type) {
        this.type = type;
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 16, 140, 200, 1000})
    void twoHeapsAreServed(long gibibytes) throws Exception {
        for (HeapLayout layout : List.of(HeapLayout.CLASSIC, HeapLayout.MODERN)) {
            assertThat(run(gibibytes << 20, layout)).isEqualTo("served");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {500_000, 600_000, 1_000_000, 1_228_800, 2_000_000})
    void whereHeapsHaveNoRoomTheyAreRefused(long kibibytes) throws Exception {
        assertThat(run(kibibytes, HeapLayout.CLASSIC))
                .matches("served|refused: cannot get [0-9,]+ bytes: .* \\(ulimit -v\\).*");
    }

    private String run(long kibibytes, HeapLayout layout) throws Exception {
        String limit = "ulimit -v " + kibibytes;
        Process limited = start(List.of("sh", "-c", limit));
        output(limited);
        assumeTrue(limited.waitFor() == 0, "no " + limit + " here");
        List<String> command = new ArrayList<>();
        command.addAll(List.of("sh", "-c", limit + " && exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_MACHINE);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(TwoHeaps.class.getName(), type.getName(), layout.name()));
        Process program = start(command);
        String output = output(program);
        assertThat(program.waitFor()).as(output).isZero();
        return output;
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MALLOC_ARENA_MAX", "1"); // each takes addresses of its own
        return builder.start();
    }

    private static String output(Process program) throws IOException {
        return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
