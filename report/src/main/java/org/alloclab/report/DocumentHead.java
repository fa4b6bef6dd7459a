package org.alloclab.report;

import com.fasterxml.jackson.annotation.JsonInclude;

import java.util.List;

/**
 * The fields that begin every document. Each may be missing.
 *
 * @param schema the verb that wrote it, and the version of its form
 * @param version of the program
 * @param command the arguments of the run
 * @param seed of the run's random choices
 * @param started when the run began, in ISO 8601
 * @param machine what it ran on
 * @param partial whether the run was interrupted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DocumentHead(
        String schema,
        String version,
        List<String> command,
        Long seed,
        String started,
        Host machine,
        Boolean partial) {
    /**
     * What a run ran on.
     *
     * @param os operating system and its version
     * @param arch processor architecture
     * @param cpu processor model
     * @param cpus processors the virtual machine may use
     * @param jvm virtual machine and its version
     */
    record Host(String os, String arch, String cpu, Integer cpus, String jvm) {}
}
