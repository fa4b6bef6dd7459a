package org.alloclab.checks;

import org.alloclab.memory.Memory;

import java.util.ArrayList;
import java.util.List;

/**
 * What the debug hooks print of a block before they end the process.
 *
 * <p>Source: {@code _PyObject_DebugDumpAddress}.
 */
final class DebugDump {
    private static final int SHOWN = 8;

    private final List<String> lines = new ArrayList<>();
    private final DebugFences fences;

    private DebugDump(DebugFences fences) {
        this.fences = fences;
    }

    /**
     * The lines.
     *
     * @param fatal the last one, without its beginning
     */
    static List<String> lines(DebugFences fences, String fatal) {
        DebugDump dump = new DebugDump(fences);
        dump.header();
        dump.front();
        if (fences.hasTail()) {
            dump.back();
            dump.data();
        } else {
            dump.add("    The 8 pad bytes at tail=0x%x are beyond the block:", fences.tail());
            dump.add("        not read here; CPython reads them, and may crash.");
        }
        dump.add("");
        dump.add("Enable tracemalloc to get the memory block allocation traceback");
        dump.add("");
        dump.add("Fatal Python error: %s", fatal);
        return dump.lines;
    }

    private void add(String format, Object... arguments) {
        lines.add(format.formatted(arguments));
    }

    private void header() {
        add(
                "Debug memory block at address p=0x%x: API '%s'",
                fences.address(), DebugFences.character(fences.letter()));
        add("    %s bytes originally requested", Long.toUnsignedString(fences.size()));
    }

    private void front() {
        String what = "    The %d pad bytes at p-%<d are ".formatted(DebugFences.FRONT);
        if (fences.isFrontWhole()) {
            add("%sFORBIDDENBYTE, as expected.", what);
            return;
        }
        add("%snot all FORBIDDENBYTE (0x%02x):", what, DebugFences.FORBIDDEN);
        for (int i = DebugFences.FRONT; i >= 1; i--) {
            padByte("p-" + i, fences.address() - i);
        }
        add("    Because memory is corrupted at the start, the count of bytes requested");
        add("       may be bogus, and checking the trailing pad bytes may segfault.");
    }

    private void back() {
        String what =
                "    The %d pad bytes at tail=0x%x are ".formatted(DebugFences.BACK, fences.tail());
        if (fences.isBackWhole()) {
            add("%sFORBIDDENBYTE, as expected.", what);
            return;
        }
        add("%snot all FORBIDDENBYTE (0x%02x):", what, DebugFences.FORBIDDEN);
        for (int i = 0; i < DebugFences.BACK; i++) {
            padByte("tail+" + i, fences.tail() + i);
        }
    }

    private void padByte(String where, long at) {
        byte value = Memory.getByte(at);
        String ouch = value == DebugFences.FORBIDDEN ? "" : " *** OUCH";
        add("        at %s: 0x%02x%s", where, value, ouch);
    }

    private void data() {
        if (fences.size() == 0) {
            return;
        }
        StringBuilder line = new StringBuilder("    Data at p:");
        long at = fences.address();
        long tail = fences.tail();
        at = hex(line, at, Math.min(tail, at + SHOWN));
        if (tail - at > SHOWN) {
            line.append(" ...");
            at = tail - SHOWN;
        }
        hex(line, at, tail);
        lines.add(line.toString());
    }

    private static long hex(StringBuilder line, long from, long to) {
        for (long at = from; at < to; at++) {
            line.append(" %02x".formatted(Memory.getByte(at)));
        }
        return to;
    }
}
