package org.alloclab.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How many addresses this process may have, and how many it has: Linux tells, see {@code getrlimit}
 * (2), {@code RLIMIT_AS}. Elsewhere no limit is known, and none is enforced by macOS.
 *
 * <p>Under a limit each reservation competes with the virtual machine's own: stacks of threads,
 * class metadata, the C library. Hence {@link #share}.
 *
 * @param limit bytes of addresses allowed; {@link #UNLIMITED} where there is no limit
 * @param used bytes of addresses in use now
 */
record AddressSpace(long limit, long used) {
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final int SHARE = 4;
    private static final long LIMIT =
            number("/proc/self/limits", "Max address space ", 1); // of the process, set before it

    /** As it is at this moment. */
    static AddressSpace now() {
        return LIMIT == UNLIMITED
                ? new AddressSpace(UNLIMITED, 0)
                : new AddressSpace(LIMIT, number("/proc/self/status", "VmSize:", 1024));
    }

    /** The first number of the line that begins so; {@link #UNLIMITED} where there is none. */
    private static long number(String file, String start, long unit) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()).strip().split("\\s+")[0])
                    .filter(text -> text.matches("[0-9]{1,15}"))
                    .mapToLong(text -> Long.parseLong(text) * unit)
                    .findFirst()
                    .orElse(UNLIMITED);
        } catch (IOException e) {
            return UNLIMITED; // not a Linux
        }
    }

    boolean isLimited() {
        return limit != UNLIMITED;
    }

    /** Bytes of addresses that can still be had. */
    long left() {
        return Math.max(0, limit - used);
    }

    /**
     * The most that one heap may take of them: a quarter, so that every further heap leaves room,
     * too.
     */
    long share() {
        return isLimited() ? left() / SHARE : UNLIMITED;
    }

    /** The limit for people. */
    @Override
    public String toString() {
        return isLimited()
                ? String.format(
                        Locale.ROOT,
                        "%,d bytes of addresses are allowed (ulimit -v), %,d are left, and a heap"
                                + " takes a quarter of those at most",
                        limit,
                        left())
                : "see ulimit -v, vm.overcommit_memory";
    }
}
