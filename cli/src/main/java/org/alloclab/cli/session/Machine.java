package org.alloclab.cli.session;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run ran on.
 *
 * @param os operating system and its version
 * @param arch processor architecture
 * @param cpu processor model
 * @param cpus processors the virtual machine may use
 * @param jvm virtual machine and its version
 */
public record Machine(String os, String arch, String cpu, int cpus, String jvm) {
    private static final int COLUMNS = 80;

    /** This machine. */
    static Machine here() {
        return new Machine(
                property("os.name") + " " + property("os.version"),
                property("os.arch"),
                cpuModel(SystemFiles.ofThisMachine()),
                Runtime.getRuntime().availableProcessors(),
                property("java.vm.name") + " " + property("java.vm.version"));
    }

    /** The same for people, in two lines of at most 80 columns. */
    List<String> lines(String program, String layout) {
        String java = "JDK " + Runtime.version();
        String system = os.replaceFirst("-.*", "") + " " + arch;
        String processors = cpus + (cpus == 1 ? " CPU" : " CPUs");
        return List.of(
                fitted("alloclab " + program + ", " + java + ", " + system),
                fitted(
                        Stream.of(cpu, processors, layout)
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining(", "))));
    }

    private static String fitted(String line) {
        return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 3) + "...";
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    /** The model's name, without its trademarks; systems that do not tell have none. */
    public static String cpuModel(SystemFiles files) {
        return files.lines("proc/cpuinfo")
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .map(name -> name.replaceAll("\\((R|TM|tm|r)\\)| CPU\\b", ""))
                .map(name -> name.replaceAll(" Processor\\b| @ .*", "").replaceAll("\\s+", " "))
                .findFirst()
                .orElseGet(() -> System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown"));
    }
}
