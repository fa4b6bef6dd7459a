package org.alloclab.stress.jcstress;

import java.util.ArrayList;
import java.util.List;

/** How a fork's virtual machine runs the code of a test, the most telling way first. */
enum Flavour {
    /** Compiled by C2 alone, which chooses at random where it is free to order. */
    C2_STRESS(
            "C2 shuffled",
            "-XX:-TieredCompilation",
            "-XX:+StressLCM",
            "-XX:+StressGCM",
            "-XX:+StressIGVN",
            "-XX:+StressCCP"),
    /** Compiled by C2 alone. */
    C2("C2", "-XX:-TieredCompilation"),
    /** Compiled by C1 alone. */
    C1("C1", "-XX:TieredStopAtLevel=1"),
    /** Not compiled: slow, and with other windows between the steps. */
    INTERPRETER("interpreter", "-Xint");

    /** What forks run with in any case: JCStress's own flags, and ours. */
    private static final List<String> COMMON =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-UsePerfData",
                    "-XX:-CreateCoredumpOnCrash",
                    "-Xms" + Settings.HEAP_MEBIBYTES + "M",
                    "-Xmx" + Settings.HEAP_MEBIBYTES + "M",
                    "-XX:ParallelGCThreads=2",
                    "-XX:ConcGCThreads=2",
                    "-XX:G1ConcRefinementThreads=2",
                    "-XX:CICompilerCount=2",
                    "-XX:-RestrictContended",
                    "-XX:+DebugNonSafepoints");

    private final String words;
    private final List<String> flags;

    Flavour(String words, String... flags) {
        this.words = words;
        this.flags = List.of(flags);
    }

    /**
     * @param seed for the compiler's choices
     */
    List<String> jvmArgs(int seed) {
        List<String> args = new ArrayList<>(COMMON);
        args.addAll(flags);
        if (this == C2_STRESS) {
            args.add("-XX:StressSeed=" + seed);
        }
        return args;
    }

    @Override
    public String toString() {
        return words;
    }
}
