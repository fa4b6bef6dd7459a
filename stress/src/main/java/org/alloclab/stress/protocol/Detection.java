package org.alloclab.stress.protocol;

import java.time.Duration;
import java.util.List;

/**
 * What a detector's run came to, whichever detector it was.
 *
 * @param planned how many items were to be recorded; -1 if it planned nothing
 * @param recorded how many were done or found
 * @param found all that is wrong, in the order in which it was found
 * @param ending how the child ended
 * @param time from the start of the child to its end
 * @param timeToFirst from the start of the child to the first finding; null without one
 */
public record Detection(
        int planned,
        int recorded,
        List<DetectorEvent.Found> found,
        Ending ending,
        Duration time,
        Duration timeToFirst) {
    /** Copies the list. */
    public Detection {
        found = List.copyOf(found);
    }

    /** How a child ended. */
    public sealed interface Ending {
        /** What went wrong, in one line; null if nothing did. */
        default String problem() {
            return switch (this) {
                case Complete _ -> null;
                case Died died -> "the detector's JVM " + died.reason();
                case Hung hung ->
                        "the detector's JVM was silent for %d s and was ended; last item: %s"
                                .formatted(hung.silence().toSeconds(), hung.item());
                case Closed _ -> "interrupted";
            };
        }

        /** Its last event was read. */
        record Complete() implements Ending {}

        /**
         * It ended before its last event, or wrote a line that is no event.
         *
         * @param reason in a line, for a reader: the exit code or signal
         * @param exitCode as the system has it; -1 if it lived
         * @param log the last lines it wrote to its log
         */
        record Died(String reason, int exitCode, List<String> log) implements Ending {
            private static final int FIRST_SIGNAL = 128;

            /** Whether a signal ended it: the virtual machine crashed, or was killed. */
            public boolean isCrash() {
                return exitCode > FIRST_SIGNAL;
            }
        }

        /**
         * It was silent for too long, and was ended.
         *
         * @param silence how long
         * @param item the item begun last, or null
         * @param threads what its threads were doing
         */
        record Hung(Duration silence, String item, String threads) implements Ending {}

        /** The starter ended it. */
        record Closed() implements Ending {}
    }

    /** Whether all that was planned was recorded, and the child ended as it should. */
    public boolean isComplete() {
        return ending instanceof Ending.Complete && recorded == planned;
    }
}
