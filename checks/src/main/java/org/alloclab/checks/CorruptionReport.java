package org.alloclab.checks;

import java.util.List;

/**
 * The evidence that a heap is beyond trust.
 *
 * @param kind what was done
 * @param address what was passed, or where the bytes are that are wrong
 * @param finding what was found, in a line
 * @param history who allocated the block and who freed it, a line each; empty if that is not known
 * @param dump the block's bytes and the last words, as CPython's debug hooks print them; empty at
 *     other levels, and where the bytes are not the block's any more
 */
public record CorruptionReport(
        Corruption kind, long address, String finding, List<String> history, List<String> dump) {
    /** Copies the lines. */
    public CorruptionReport {
        history = List.copyOf(history);
        dump = List.copyOf(dump);
    }

    /** The report in a line, as in {@code DoubleFree: block 0x.. freed at #2, again at #3}. */
    public String line() {
        return kind + ": " + finding;
    }
}
