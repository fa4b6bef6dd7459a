package org.alloclab.stress.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.Objects;
import java.util.Optional;

/**
 * What a detector says while it works: written in its JVM, one line for each event, and read by its
 * starter.
 *
 * <p>An item is done or found, or it was not recorded. Where {@link End} is missing, the process
 * died.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "event")
public sealed interface DetectorEvent {
    /**
     * The first event: how much is to be done.
     *
     * @param items how many will be recorded if all goes well
     * @param details what else the detector says of its plan; may be null
     */
    record Planned(int items, Details details) implements DetectorEvent {}

    /**
     * An item was begun.
     *
     * @param name which
     */
    record Started(String name) implements DetectorEvent {
        /** Refuses null. */
        public Started {
            Objects.requireNonNull(name);
        }
    }

    /** An item came to its end. */
    sealed interface Recorded extends DetectorEvent {
        /** Which item. */
        String name();

        /** What was measured; may be null. */
        Details details();
    }

    /**
     * An item came to its end, and nothing was found.
     *
     * @param name which
     * @param details what was measured; may be null
     */
    record Done(String name, Details details) implements Recorded {
        /** Refuses null as a name. */
        public Done {
            Objects.requireNonNull(name);
        }
    }

    /**
     * An item came to its end, and something is wrong.
     *
     * @param name which
     * @param summary what is wrong, in one line
     * @param evidence for a reader, in many lines: a table of outcomes, an interleaving, a trace
     * @param details what was measured; may be null
     */
    record Found(String name, String summary, String evidence, Details details)
            implements Recorded {
        /** Refuses null as a text. */
        public Found {
            Objects.requireNonNull(name);
            Objects.requireNonNull(summary);
            Objects.requireNonNull(evidence);
        }
    }

    /**
     * The last event.
     *
     * @param recorded how many items were done or found
     */
    record End(int recorded) implements DetectorEvent {}

    /** The event in the form in which {@link #of} reads it, without a line feed. */
    default String line() {
        return Line.JSON.writeValueAsString(this);
    }

    /** Reads an event; empty if the line is none. */
    static Optional<DetectorEvent> of(String line) {
        try {
            return Optional.ofNullable(Line.JSON.readValue(line, DetectorEvent.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Holds what an interface cannot hold privately. */
    final class Line {
        private static final JsonMapper JSON =
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                        .build();

        private Line() {}
    }
}
