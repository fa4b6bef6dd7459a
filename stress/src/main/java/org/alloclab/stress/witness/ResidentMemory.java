package org.alloclab.stress.witness;

import org.alloclab.memory.AddressRange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the system says is in memory. On Linux alone. Any thread may call. */
final class ResidentMemory {
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final Pattern LINE =
            Pattern.compile("(?:([0-9a-f]+)-[0-9a-f]+ .*|Rss: +([0-9]+) kB)");

    private ResidentMemory() {}

    /** Whether this system tells it. */
    static boolean isKnown() {
        return Files.isReadable(MAPPINGS);
    }

    /** Bytes in memory of the mappings that begin in a range. */
    static long in(AddressRange range) {
        long kibibytes = 0;
        boolean counts = false;
        try (Stream<String> lines = Files.lines(MAPPINGS)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    continue;
                }
                if (matcher.group(1) != null) {
                    counts = range.contains(Long.parseUnsignedLong(matcher.group(1), 16));
                } else if (counts) {
                    kibibytes += Long.parseLong(matcher.group(2));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kibibytes << 10;
    }
}
