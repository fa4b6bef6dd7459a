package org.alloclab.cli.command;

import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.checks.CheckLevel;
import org.alloclab.cli.flags.Backend;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.replay.Replay;
import org.alloclab.replay.ReplayException;
import org.alloclab.replay.ReplayListener;
import org.alloclab.replay.ReplayResult;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Carries out replays, each on a fresh heap.
 *
 * @param layout of the heaps
 * @param checks put around each allocator; each call takes the lock itself, if there is one
 * @param violations hears of broken promises in words
 */
record ReplayRunner(HeapLayout layout, CheckLevel checks, Consumer<String> violations) {
    Measurement measure(Replay replay, Backend backend) {
        return measure(replay, backend, ReplayListener.NONE);
    }

    Measurement measure(Replay replay, Backend backend, ReplayListener listener) {
        SmallObjectAllocator inside = backend.open(layout);
        try (SmallObjectAllocator allocator = checks.around(inside, () -> true)) {
            ReplayResult result = replay.on(allocator, listener);
            OptionalLong waited = Backend.lockWaitNanos(inside);
            String where = "%s on %s: ".formatted(replay.trace().name(), backend);
            result.firstViolations().forEach(violation -> violations.accept(where + violation));
            return Measurement.of(result, backend, layout, waited);
        } catch (ReplayException e) {
            throw stopped(replay, backend, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted, though nobody does that", e);
        }
    }

    private static Failure stopped(Replay replay, Backend backend, ReplayException e) {
        int code =
                switch (e.getCause()) {
                    case HeapExhaustedException _, OutOfMemoryError _ -> ExitCode.UNFIT;
                    case IOException _ -> ExitCode.FILE;
                    case null, default -> ExitCode.VIOLATED;
                };
        String line =
                "%s, %d %s on %s: %s"
                        .formatted(
                                TerminalEscape.of(replay.trace().name()),
                                replay.threads(),
                                replay.threads() == 1 ? "thread" : "threads",
                                backend,
                                e.getMessage());
        return new Failure(code, line, e);
    }
}
