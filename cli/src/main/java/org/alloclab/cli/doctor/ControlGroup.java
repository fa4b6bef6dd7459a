package org.alloclab.cli.doctor;

import org.alloclab.cli.session.SystemFiles;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What Linux lets this process have of the machine, by control groups of either version. A group is
 * bound by all those above it.
 */
final class ControlGroup {
    private static final String ROOT = "sys/fs/cgroup";

    private final SystemFiles files;

    ControlGroup(SystemFiles files) {
        this.files = files;
    }

    /** CPUs' worth of time; empty if there is no limit. */
    OptionalDouble cpus() {
        List<Double> quotas = new ArrayList<>();
        for (String folder : folders("")) {
            files.text(folder + "/cpu.max").ifPresent(text -> addQuota(quotas, text.split(" ")));
        }
        for (String folder : folders("cpu")) {
            String quota = files.text(folder + "/cpu.cfs_quota_us").orElse("-1");
            String period = files.text(folder + "/cpu.cfs_period_us").orElse("100000");
            addQuota(quotas, quota, period);
        }
        return quotas.stream().mapToDouble(Double::doubleValue).min();
    }

    /** Bytes of memory; empty if there is no limit. */
    OptionalLong memoryBytes() {
        List<Long> limits = new ArrayList<>();
        for (String folder : folders("")) {
            files.text(folder + "/memory.max").ifPresent(text -> addLimit(limits, text));
        }
        for (String folder : folders("memory")) {
            files.text(folder + "/memory.limit_in_bytes").ifPresent(text -> addLimit(limits, text));
        }
        return limits.stream().mapToLong(Long::longValue).min();
    }

    private static void addQuota(List<Double> quotas, String... quotaAndPeriod) {
        if (quotaAndPeriod.length == 2
                && isNumber(quotaAndPeriod[0])
                && isNumber(quotaAndPeriod[1])) {
            quotas.add(
                    Double.parseDouble(quotaAndPeriod[0]) / Double.parseDouble(quotaAndPeriod[1]));
        }
    }

    private static void addLimit(List<Long> limits, String text) {
        if (isNumber(text)) {
            limits.add(Long.parseLong(text));
        }
    }

    /** Not {@code max}, not {@code -1}, and not the 19 digits by which version 1 means none. */
    private static boolean isNumber(String text) {
        return text.matches("[1-9][0-9]{0,17}");
    }

    /**
     * The folders of this process's group and those above it.
     *
     * @param controller of version 1; empty for version 2, which has one tree for all
     */
    private List<String> folders(String controller) {
        List<String> folders = new ArrayList<>();
        String root = controller.isEmpty() ? ROOT : ROOT + "/" + controller;
        files.lines("proc/self/cgroup")
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .filter(parts -> List.of(parts[1].split(",", -1)).contains(controller))
                .forEach(parts -> addUpwards(folders, root, parts[2]));
        // In a container the path is the host's, and the group itself is mounted at the root.
        folders.add(root);
        return folders;
    }

    private static void addUpwards(List<String> folders, String root, String path) {
        for (String group = path; group.lastIndexOf('/') >= 0; group = above(group)) {
            folders.add(root + group);
        }
    }

    private static String above(String group) {
        return group.substring(0, group.lastIndexOf('/'));
    }
}
