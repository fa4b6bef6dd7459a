package org.alloclab.cli.doctor;

import org.alloclab.cli.terminal.Figures;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the virtual machine runs at full speed, and how. */
final class JvmChecks {
    private static final int NEEDED_JDK = 25;
    private static final int TIMER_READINGS = 10_000;
    private static final long COARSE_NANOS = 1_000;

    private final List<String> flags;

    /**
     * @param flags the virtual machine's arguments
     */
    JvmChecks(List<String> flags) {
        this.flags = List.copyOf(flags);
    }

    static JvmChecks ofThisMachine() {
        return new JvmChecks(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    List<MachineCheck> all() {
        List<MachineCheck> checks = new ArrayList<>();
        checks.add(version(Runtime.version().feature()));
        checks.add(compiler());
        checks.add(debugger());
        checks.add(objectHeaders());
        checks.add(javaHeap());
        checks.add(timer());
        return checks;
    }

    MachineCheck version(int feature) {
        String value = Runtime.version() + ", " + System.getProperty("java.vm.name");
        return feature < NEEDED_JDK
                ? MachineCheck.unfit("JDK", value, "needs JDK %d or newer".formatted(NEEDED_JDK))
                : MachineCheck.ok("JDK", value, "new enough");
    }

    MachineCheck compiler() {
        return MachineCheck.noteIf(
                has("-Xint") || has("-XX:TieredStopAtLevel="),
                "compiler",
                System.getProperty("java.vm.info", "unknown"),
                "not at full speed: leave out -Xint and -XX:TieredStopAtLevel",
                "compiles at full speed");
    }

    MachineCheck debugger() {
        boolean debugged = has("-agentlib:jdwp") || has("-Xrunjdwp") || has("-javaagent:");
        return MachineCheck.noteIf(
                debugged,
                "debugger, agents",
                debugged ? "attached" : "none",
                "they slow the program down: measure without",
                "nothing slows the program down");
    }

    private MachineCheck objectHeaders() {
        boolean compact = has("-XX:+UseCompactObjectHeaders");
        return MachineCheck.ok(
                "object headers",
                compact ? "compact" : "ordinary",
                "-XX:+UseCompactObjectHeaders changes the size of descriptors only");
    }

    private static MachineCheck javaHeap() {
        List<String> collectors =
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(collector -> collector.getName().split(" ")[0])
                        .distinct()
                        .toList();
        long bytes = Runtime.getRuntime().maxMemory();
        return MachineCheck.noteIf(
                bytes < 256 << 20,
                "Java heap",
                "%s MiB at most, %s".formatted(Figures.count(bytes >> 20), collectors.getFirst()),
                "small: long traces are read again instead of kept decoded",
                "blocks live outside it");
    }

    /** The smallest step the clock makes. */
    private static MachineCheck timer() {
        long smallest = Long.MAX_VALUE;
        long before = System.nanoTime();
        for (int i = 0; i < TIMER_READINGS; i++) {
            long now = System.nanoTime();
            if (now != before) {
                smallest = Math.min(smallest, now - before);
                before = now;
            }
        }
        return MachineCheck.noteIf(
                smallest > COARSE_NANOS,
                "timer",
                String.format(Locale.ROOT, "%,d ns a step", smallest),
                "coarse: short waits for the lock are not seen exactly",
                "fine enough for waits of a lock");
    }

    private boolean has(String flag) {
        return flags.stream().anyMatch(given -> given.startsWith(flag));
    }
}
