package org.alloclab.stress.protocol;

import java.time.Duration;
import java.util.List;

/**
 * What a detector's run came to.
 *
 * @param planned how many items were to be recorded; -1 if it never said
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
        /** It said that nothing more was to come. */
        record Complete() implements Ending {}

        /**
         * It went away, or said what makes no sense.
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
         * It said nothing for too long, and was ended.
         *
         * @param silence how long
         * @param item what it had begun last, or null
         * @param threads what its threads were doing
         */
        record Hung(Duration silence, String item, String threads) implements Ending {}

        /** We ended it. */
        record Closed() implements Ending {}
    }

    /** Whether all that was planned was recorded, and the child ended as it should. */
    public boolean isComplete() {
        return ending instanceof Ending.Complete && recorded == planned;
    }
}
