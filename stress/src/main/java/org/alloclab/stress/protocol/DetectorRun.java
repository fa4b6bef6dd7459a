package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.DetectorEvent.End;
import org.alloclab.stress.protocol.DetectorEvent.Found;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A detector at work in a JVM of its own. One thread listens; any thread may close. */
public final class DetectorRun implements AutoCloseable {
    private static final Duration LAST_BREATH = Duration.ofSeconds(10);

    /** The line with which a virtual machine that crashes begins to say so. */
    private static final String FATAL = "#";

    private final DetectorProcess child;
    private final Duration patience;
    private final long start = System.nanoTime();
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private final List<Found> found = new ArrayList<>();
    private int planned = -1;
    private int recorded;
    private String item;
    private Duration timeToFirst;

    DetectorRun(Process process, Path log, Duration patience) {
        this.patience = patience;
        child = new DetectorProcess(process, log);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("detector").start(() -> read(out));
    }

    /** Queues the lines that the child writes, and empty at their end. */
    private void read(BufferedReader out) {
        try (out) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            // The child was ended here: there is no more to read.
        }
        lines.add(Optional.empty());
    }

    /**
     * Passes on each event when it is read, until the detector ends or is taken to hang. The
     * process is gone when this returns. To be called once.
     *
     * @param listener called by this thread alone
     */
    public Detection listen(Consumer<DetectorEvent> listener) {
        Ending ending;
        try {
            ending = hear(listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ending = new Ending.Closed();
        } finally {
            child.close();
        }
        return new Detection(planned, recorded, found, ending, time(), timeToFirst);
    }

    private Duration time() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Ending hear(Consumer<DetectorEvent> listener) throws InterruptedException {
        boolean crashing = false;
        while (true) {
            Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (child.isClosed()) {
                return new Ending.Closed();
            }
            if (line == null) {
                return new Ending.Hung(patience, item, child.threads());
            }
            if (line.isEmpty()) {
                return child.died(LAST_BREATH);
            }
            if (crashing || line.get().equals(FATAL)) {
                crashing = true; // what follows is no event: how it ends is what tells
                continue;
            }
            Optional<DetectorEvent> event = DetectorEvent.of(line.get());
            if (event.isEmpty()) {
                return child.wroteNoEvent(line.get());
            }
            note(event.get());
            listener.accept(event.get());
            if (event.get() instanceof End) {
                child.awaitEnd(LAST_BREATH);
                return new Ending.Complete();
            }
        }
    }

    private void note(DetectorEvent event) {
        switch (event) {
            case DetectorEvent.Planned plan -> planned = plan.items();
            case DetectorEvent.Started started -> item = started.name();
            case DetectorEvent.Done _ -> recorded++;
            case Found finding -> {
                recorded++;
                found.add(finding);
                timeToFirst = timeToFirst == null ? time() : timeToFirst;
            }
            case End _ -> item = null;
        }
    }

    /** Ends the detector and all that it started. */
    @Override
    public void close() {
        child.close();
        lines.add(Optional.empty());
    }
}
