package org.alloclab;

import org.alloclab.memory.AddressRange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mappings of this process as Linux tells: how many, and how much of them is in memory. */
public final class Mappings {
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
    private static final Pattern RESIDENT = Pattern.compile("Rss: +([0-9]+) kB");

    private Mappings() {}

    /** How many there are in a range of addresses, those that reach into it counted too. */
    public static int count(AddressRange range) {
        return (int)
                read("/proc/self/maps").stream()
                        .map(MAPPING::matcher)
                        .filter(line -> line.matches() && overlaps(line, range))
                        .count();
    }

    private static boolean overlaps(Matcher mapping, AddressRange range) {
        long start = Long.parseUnsignedLong(mapping.group(1), 16);
        long end = Long.parseUnsignedLong(mapping.group(2), 16);
        return range.contains(start) || start < range.start() && end > range.start();
    }

    /** Bytes in memory of the mappings in a range of addresses. */
    public static long resident(AddressRange range) {
        long kibibytes = 0;
        boolean counts = false;
        for (String line : read("/proc/self/smaps")) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (mapping.matches()) {
                counts = overlaps(mapping, range);
            } else if (counts && resident.matches()) {
                kibibytes += Long.parseLong(resident.group(1));
            }
        }
        return kibibytes << 10;
    }

    /** Bytes of this process in memory. */
    public static long resident() {
        return read("/proc/self/status").stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                << 10;
    }

    private static List<String> read(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
