package org.alloclab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much of this process is in memory, as Linux tells; elsewhere nothing is known. */
final class ResidentSet {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final String FORGET_PEAK = "5"; // proc_pid_clear_refs(5)

    private ResidentSet() {}

    /** Makes the peak what is resident now; whether the system permits it. */
    static boolean forgetPeak() {
        try {
            Files.writeString(CLEAR, FORGET_PEAK);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The most bytes that were resident at once. */
    static OptionalLong peak() {
        return bytes("VmHWM:");
    }

    /** The bytes that are resident now. */
    static OptionalLong now() {
        return bytes("VmRSS:");
    }

    private static OptionalLong bytes(String name) {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kib -> Long.parseLong(kib) << 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
