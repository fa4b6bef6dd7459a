package org.alloclab.stress.soak;

import java.util.ArrayList;
import java.util.List;

/** The last operations of a thread, to be read when it has stopped. */
final class OperationLog {
    /** The kinds of operations. */
    enum What {
        ALLOCATED,
        ZEROED,
        FREED,
        RESIZED,
        MOVED_TO,
        SENT,
        RECEIVED
    }

    private static final What[] WHATS = What.values();
    private static final int ENTRIES = 1 << 14;

    private final long[] blocks = new long[ENTRIES];
    private final int[] details = new int[ENTRIES];
    private long next;

    void add(What what, long block, int size) {
        int at = (int) next++ & ENTRIES - 1;
        blocks[at] = block;
        details[at] = size << 3 | what.ordinal();
    }

    /** The last few on blocks around an address, oldest first. */
    List<String> about(long address, String worker) {
        List<String> lines = new ArrayList<>();
        long oldest = Math.max(0, next - ENTRIES);
        for (long number = next - 1; number >= oldest && lines.size() < 8; number--) {
            int at = (int) number & ENTRIES - 1;
            int size = details[at] >> 3;
            if (address >= blocks[at] && address < blocks[at] + Math.max(1, size)) {
                lines.add(
                        "%s, %d operations before its end: %s 0x%x, %d bytes"
                                .formatted(
                                        worker,
                                        next - number,
                                        WHATS[details[at] & 7],
                                        blocks[at],
                                        size));
            }
        }
        return lines.reversed();
    }
}
