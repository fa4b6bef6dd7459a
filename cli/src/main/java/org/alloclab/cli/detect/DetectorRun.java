package org.alloclab.cli.detect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** A detector at work in a JVM of its own. One thread listens; any thread may close. */
public final class DetectorRun implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final Duration patience;

    DetectorRun(Process process, Path log, Duration patience) {
        this.process = process;
        this.log = log;
        this.patience = patience;
    }

    /**
     * Passes on what the detector says, as it says it, until it ends or is taken to hang. To be
     * called once.
     *
     * @param listener called by this thread alone
     */
    public Detection listen(Consumer<DetectorEvent> listener) {
        throw new UnsupportedOperationException("to come");
    }

    /** Ends the detector and all that it started. */
    @Override
    public void close() {}
}
