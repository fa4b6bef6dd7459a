package org.alloclab.stress.protocol;

import tools.jackson.databind.JsonNode;

import java.util.Optional;

/** What a detector says while it works. */
public sealed interface DetectorEvent {
    /**
     * So much is to be done.
     *
     * @param items how many will be recorded if all goes well
     * @param more all that was said about them
     */
    record Planned(int items, JsonNode more) implements DetectorEvent {}

    /**
     * An item was begun.
     *
     * @param name which
     */
    record Started(String name) implements DetectorEvent {}

    /**
     * An item came to its end, and nothing was found.
     *
     * @param name which
     * @param more all that was said about it
     */
    record Done(String name, JsonNode more) implements DetectorEvent {}

    /**
     * Something is wrong.
     *
     * @param name with which item
     * @param summary what, in a line
     * @param evidence for a reader, in many lines: a table of outcomes, an interleaving, a trace
     * @param more all that was said about it
     */
    record Found(String name, String summary, String evidence, JsonNode more)
            implements DetectorEvent {}

    /**
     * Nothing more is to come.
     *
     * @param recorded how many items were done or found
     */
    record End(int recorded) implements DetectorEvent {}

    /** Reads what was said; empty if it makes no sense. */
    static Optional<DetectorEvent> of(JsonNode line) {
        String name = line.path("name").asString("");
        return switch (line.path("event").asString("")) {
            case "planned" -> count(line, "items").map(items -> new Planned(items, line));
            case "started" -> Optional.of(new Started(name));
            case "done" -> Optional.of(new Done(name, line));
            case "found" ->
                    Optional.of(
                            new Found(
                                    name,
                                    line.path("summary").asString(""),
                                    line.path("evidence").asString(""),
                                    line));
            case "end" -> count(line, "recorded").map(End::new);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> count(JsonNode line, String field) {
        JsonNode number = line.path(field);
        return number.canConvertToInt() ? Optional.of(number.asInt()) : Optional.empty();
    }
}
