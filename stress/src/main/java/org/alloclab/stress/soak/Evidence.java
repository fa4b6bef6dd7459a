package org.alloclab.stress.soak;

import org.alloclab.stress.soak.Watchdog.Failure;
import org.alloclab.stress.witness.Violation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The text by which a reader can understand a violation or a hang.
 *
 * @param run by which it can be repeated
 * @param config of the traffic; null if it has none
 * @param workers at work, or that were last
 */
record Evidence(String run, WorkloadConfig config, List<Worker> workers) {
    private static final int MOST_FRAMES = 40;

    /** Where a violation was seen, and the last operations on the block. */
    String of(Failure found) {
        List<String> lines = opening();
        lines.add("thread: " + found.worker());
        StringWriter trace = new StringWriter();
        found.violation().printStackTrace(new PrintWriter(trace));
        trace.toString().lines().limit(MOST_FRAMES).forEach(lines::add);
        long address = found.violation().address();
        if (address != Violation.NOWHERE) {
            lines.add("the last operations there, each thread's in its own order:");
            for (Worker worker : workers) {
                if (worker instanceof TrafficWorker traffic) {
                    lines.addAll(traffic.log().about(address, traffic.toString()));
                }
            }
        }
        return String.join("\n", lines);
    }

    /** What every thread does. */
    String ofHang() {
        List<String> lines = opening();
        Thread.getAllStackTraces().forEach((thread, frames) -> add(lines, thread, frames));
        for (Worker worker : workers) {
            if (worker.thread().isVirtual()) {
                add(lines, worker.thread(), worker.thread().getStackTrace());
            }
        }
        return String.join("\n", lines);
    }

    private List<String> opening() {
        List<String> lines = new ArrayList<>(List.of("run: " + run));
        if (config != null) {
            lines.add("traffic: " + config);
        }
        return lines;
    }

    private static void add(List<String> lines, Thread thread, StackTraceElement[] frames) {
        lines.add("\"%s\" %s".formatted(thread.getName(), thread.getState()));
        Arrays.stream(frames).limit(MOST_FRAMES).forEach(frame -> lines.add("    at " + frame));
    }
}
