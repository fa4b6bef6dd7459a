package org.alloclab.cli.doctor;

import org.alloclab.cli.session.Machine;
import org.alloclab.cli.session.SystemFiles;

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

    List<MachineCheck> all() {
        List<MachineCheck> checks = new ArrayList<>();
        checks.add(count());
        checks.add(quota());
        checks.add(load(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        governor().ifPresent(checks::add);
        hyperThreads().ifPresent(checks::add);
        virtualMachine().ifPresent(checks::add);
        return checks;
    }

    private MachineCheck count() {
        String value = cpus + ", " + Machine.cpuModel(files);
        return MachineCheck.noteIf(
                cpus < 2,
                "CPUs",
                value,
                "one CPU shows no scaling: threads only take turns",
                cpus < 4 ? "enough to see scaling; more CPUs show more" : "enough to see scaling");
    }

    MachineCheck quota() {
        OptionalDouble quota = new ControlGroup(files).cpus();
        if (quota.isEmpty()) {
            return MachineCheck.ok(
                    "CPU quota", "none", "threads are not stopped for using too much time");
        }
        return MachineCheck.noteIf(
                quota.getAsDouble() < cpus,
                "CPU quota",
                "%.1f CPUs".formatted(quota.getAsDouble()),
                "beyond it all threads are stopped; measure with --threads below it",
                "as much as the CPUs there are");
    }

    MachineCheck load(double average) {
        if (average < 0) {
            return MachineCheck.note("load", "unknown", "see that nothing else runs");
        }
        return MachineCheck.noteIf(
                average > 0.3 * cpus,
                "load",
                "%.2f in the last minute".formatted(average),
                "something else runs: wait, or stop it, before you measure",
                "nothing else runs to speak of");
    }

    private Optional<MachineCheck> governor() {
        return files.text(CPU + "cpu0/cpufreq/scaling_governor")
                .map(governor ->
                        MachineCheck.noteIf(
                                !governor.equals("performance"),
                                "governor",
                                governor,
                                "speed varies; steadier with: cpupower frequency-set -g"
                                        + " performance",
                                "steady speed"));
    }

    private Optional<MachineCheck> hyperThreads() {
        return files.text(CPU + "smt/active")
                .map(active ->
                        MachineCheck.noteIf(
                                active.equals("1"),
                                "SMT",
                                active.equals("1") ? "on" : "off",
                                "two CPUs share a core: expect less than twice the speed of one",
                                "each CPU is a core of its own"));
    }

    private Optional<MachineCheck> virtualMachine() {
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
                MachineCheck.noteIf(
                        guest,
                        "virtualisation",
                        value,
                        "neighbours may disturb: repeat runs and compare medians",
                        "no other guests on the machine, by this sign"));
    }
}
