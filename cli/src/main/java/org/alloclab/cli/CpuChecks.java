package org.alloclab.cli;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether the processors are there, undisturbed and of even speed. */
final class CpuChecks {
    private static final String CPU = "sys/devices/system/cpu/";

    private final SystemFiles files;
    private final int cpus;

    CpuChecks(SystemFiles files, int cpus) {
        this.files = files;
        this.cpus = cpus;
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(count());
        checks.add(quota());
        checks.add(load(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        governor().ifPresent(checks::add);
        hyperThreads().ifPresent(checks::add);
        virtualMachine().ifPresent(checks::add);
        return checks;
    }

    private Check count() {
        String value = cpus + ", " + Machine.cpuModel(files);
        return Check.noteIf(
                cpus < 2,
                "CPUs",
                value,
                "one CPU shows no scaling: threads only take turns",
                cpus < 4 ? "enough to see scaling; more CPUs show more" : "enough to see scaling");
    }

    Check quota() {
        OptionalDouble quota = new ControlGroup(files).cpus();
        if (quota.isEmpty()) {
            return Check.ok("CPU quota", "none", "threads are not stopped for using too much time");
        }
        return Check.noteIf(
                quota.getAsDouble() < cpus,
                "CPU quota",
                "%.1f CPUs".formatted(quota.getAsDouble()),
                "beyond it all threads are stopped; measure with --threads below it",
                "as much as the CPUs there are");
    }

    Check load(double average) {
        if (average < 0) {
            return Check.note("load", "unknown", "see that nothing else runs");
        }
        return Check.noteIf(
                average > 0.3 * cpus,
                "load",
                "%.2f in the last minute".formatted(average),
                "something else runs: wait, or stop it, before you measure",
                "nothing else runs to speak of");
    }

    private Optional<Check> governor() {
        return files.text(CPU + "cpu0/cpufreq/scaling_governor")
                .map(governor ->
                        Check.noteIf(
                                !governor.equals("performance"),
                                "governor",
                                governor,
                                "speed varies; steadier with: cpupower frequency-set -g"
                                        + " performance",
                                "steady speed"));
    }

    private Optional<Check> hyperThreads() {
        return files.text(CPU + "smt/active")
                .map(active ->
                        Check.noteIf(
                                active.equals("1"),
                                "SMT",
                                active.equals("1") ? "on" : "off",
                                "two CPUs share a core: expect less than twice the speed of one",
                                "each CPU is a core of its own"));
    }

    private Optional<Check> virtualMachine() {
        boolean guest =
                files.lines("proc/cpuinfo")
                        .filter(line -> line.startsWith("flags"))
                        .anyMatch(line -> (line + " ").contains(" hypervisor "));
        if (!files.exists("proc/cpuinfo")) {
            return Optional.empty();
        }
        boolean container = files.exists(".dockerenv") || files.exists("run/.containerenv");
        String value =
                (guest ? "virtual machine" : "none seen") + (container ? ", in a container" : "");
        return Optional.of(
                Check.noteIf(
                        guest,
                        "virtualisation",
                        value,
                        "neighbours may disturb: repeat runs and compare medians",
                        "nobody else on the machine by this sign"));
    }
}
