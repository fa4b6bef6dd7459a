package org.alloclab.bench.plan;

import org.alloclab.bench.measure.HostProgram;

/**
 * One JVM and what it measures.
 *
 * @param arm what
 * @param kind to what end
 * @param round which, from 0
 * @param pace for how long
 */
public record Fork(Arm arm, Kind kind, int round, MeasurementSettings pace) {
    /**
     * The first fork leaves the classes it has loaded to the others, which then start faster. The
     * JVM complains that its own archive was made without native access, and goes on.
     */
    private static final String JVM_ARGUMENTS =
            "-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=%s -Xlog:cds=off"
                    .formatted(HostProgram.ARCHIVE);

    /** To what end a fork measures. */
    public enum Kind {
        /** For the arm's score. */
        TIMED,
        /** The same a second time, under another name, to show the noise. */
        TIMED_AGAIN,
        /** For the memory it takes, and no score. */
        FOOTPRINT
    }

    Fork in(int otherRound) {
        return new Fork(arm, kind, otherRound, pace);
    }

    /** The same with other iterations, if it has any. */
    Fork lasting(int millis) {
        return kind == Kind.FOOTPRINT ? this : new Fork(arm, kind, round, pace.withMillis(millis));
    }

    /** What it takes, roughly. */
    public double seconds() {
        return pace.forkSeconds() + arm.scenario().workload().preparationSeconds();
    }

    /** For people. */
    @Override
    public String toString() {
        return arm.toString();
    }

    /**
     * Its line for the host: arguments of JMH.
     *
     * @param peerLibraries where peers are, as the benchmarks take it; empty for the usual folders
     */
    public String request(String peerLibraries) {
        Workload workload = arm.scenario().workload();
        boolean footprint = kind == Kind.FOOTPRINT;
        StringBuilder line = new StringBuilder();
        line.append(footprint ? workload.footprint().orElseThrow() : workload.timed());
        arm.params().forEach((name, value) -> param(line, name, value));
        if (!peerLibraries.isEmpty()) {
            param(line, "peerLibs", peerLibraries);
        }
        line.append(" -t ").append(arm.threads()).append(" -f 1");
        line.append(" -jvmArgsAppend \"").append(JVM_ARGUMENTS).append('"');
        line.append(" -prof org.alloclab.bench.PeakMemory");
        return line.append(footprint ? "" : " -prof gc " + pace.jmhArguments()).toString();
    }

    /** The host takes double quotes around an argument off again. */
    private static void param(StringBuilder line, String name, String value) {
        line.append(" -p \"").append(name).append('=').append(value).append('"');
    }
}
