package org.alloclab.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;

/**
 * How far a run is: on a terminal one line that is written over, elsewhere a line now and then. Any
 * thread.
 */
public final class Progress {
    private static final long TERMINAL_NANOS = 100_000_000;
    private static final long PLAIN_NANOS = 10_000_000_000L;
    private static final int COLUMNS = 79;

    private final PrintStream err;
    private final boolean quiet;
    private final boolean terminal;
    private long start = System.nanoTime();
    private long shownAt;
    private boolean lineIsOpen;

    public Progress(PrintStream err, boolean quiet, boolean terminal) {
        this.err = err;
        this.quiet = quiet;
        this.terminal = terminal;
        this.shownAt = start - (terminal ? TERMINAL_NANOS : 0);
    }

    /** Something is being done; the time left follows from the share done so far. */
    public synchronized void show(String what, double shareDone) {
        long elapsed = System.nanoTime() - start;
        show(
                what,
                shareDone < 0.01
                        ? null
                        : Duration.ofNanos((long) (elapsed / shareDone * (1 - shareDone))));
    }

    /** Something is being done, and so much time is left; null if that is not known. */
    public synchronized void show(String what, Duration left) {
        long now = System.nanoTime();
        if (quiet || now - shownAt < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
            return;
        }
        shownAt = now;
        String line = left == null ? what : what + ", " + words(left) + " left";
        if (terminal) {
            err.print("\r\033[K" + line.substring(0, Math.min(COLUMNS, line.length())));
            err.flush();
            lineIsOpen = true;
        } else {
            err.println("alloclab: " + line);
        }
    }

    /** What comes now began now. */
    public synchronized void restart() {
        start = System.nanoTime();
    }

    /** Leaves nothing of it on the terminal. */
    public synchronized void clear() {
        if (lineIsOpen) {
            err.print("\r\033[K");
            lineIsOpen = false;
        }
    }

    public static String words(Duration time) {
        long seconds = Math.max(0, (time.toMillis() + 500) / 1000);
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
                : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
    }
}
