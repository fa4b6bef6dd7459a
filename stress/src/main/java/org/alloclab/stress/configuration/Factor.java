package org.alloclab.stress.configuration;

import java.util.List;

/**
 * Something that can be chosen.
 *
 * @param name what
 * @param choices the usual one first
 */
record Factor(String name, List<Choice> choices) {
    /** Copies the list. */
    Factor {
        choices = List.copyOf(choices);
    }

    /**
     * A choice.
     *
     * @param name in a word
     * @param launcher words of a command that starts the virtual machine by its own; may be none
     * @param options of the virtual machine; may be none
     */
    record Choice(String name, List<String> launcher, List<String> options) {
        static Choice of(String name, String... options) {
            return new Choice(name, List.of(), List.of(options));
        }
    }

    /** The allocators; what makes no difference to the virtual machine. */
    static final Factor BACKEND =
            new Factor("backend", List.of(Choice.of("lockfree"), Choice.of("gil")));

    /** What may or may not work here. */
    static final List<Factor> OF_THE_MACHINE =
            List.of(
                    new Factor(
                            "collector",
                            List.of(
                                    Choice.of("g1", "-XX:+UseG1GC"),
                                    Choice.of("serial", "-XX:+UseSerialGC"),
                                    Choice.of("parallel", "-XX:+UseParallelGC"),
                                    Choice.of("z", "-XX:+UseZGC"),
                                    Choice.of("shenandoah", "-XX:+UseShenandoahGC"))),
                    new Factor(
                            "compiler",
                            List.of(
                                    Choice.of("tiered"),
                                    Choice.of("none", "-Xint"),
                                    Choice.of("c1", "-XX:TieredStopAtLevel=1"),
                                    Choice.of("c2", "-XX:-TieredCompilation"))),
                    new Factor(
                            "headers",
                            List.of(
                                    Choice.of("ordinary"),
                                    Choice.of("compact", "-XX:+UseCompactObjectHeaders"))),
                    new Factor(
                            "heap", List.of(Choice.of("usual"), Choice.of("128MiB", "-Xmx128m"))),
                    new Factor(
                            "cpus",
                            List.of(
                                    Choice.of("all"),
                                    Choice.of("one", "-XX:ActiveProcessorCount=1"),
                                    new Choice(
                                            "pinned", List.of("taskset", "-c", "0"), List.of()))));
}
