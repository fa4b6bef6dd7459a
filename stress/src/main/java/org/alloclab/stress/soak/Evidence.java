package org.alloclab.stress.soak;

import org.alloclab.stress.soak.Watchdog.Failure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is told of something found. */
final class Evidence {
    private static final int MOST_FRAMES = 40;

    private Evidence() {}

    /**
     * What is told of a violation.
     *
     * @param shape what the traffic was like; null if it has none
     */
    static String of(String round, WorkloadConfig shape, Failure found, List<Worker> workers) {
        List<String> lines = opening(round, shape);
        lines.add("thread: " + found.worker());
        StringWriter trace = new StringWriter();
        found.violation().printStackTrace(new PrintWriter(trace));
        trace.toString().lines().limit(MOST_FRAMES).forEach(lines::add);
        long address = found.violation().address();
        if (address != Violation.NOWHERE) {
            lines.add("what the threads did there last, each in its own order:");
            for (Worker worker : workers) {
                if (worker instanceof TrafficWorker seat) {
                    lines.addAll(seat.log().about(address, seat.toString()));
                }
            }
        }
        return String.join("\n", lines);
    }

    static String ofHang(String round, WorkloadConfig shape, List<Worker> workers) {
        List<String> lines = opening(round, shape);
        for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
            add(lines, entry.getKey(), entry.getValue());
        }
        for (Worker worker : workers) {
            if (worker.thread().isVirtual()) {
                add(lines, worker.thread(), worker.thread().getStackTrace());
            }
        }
        return String.join("\n", lines);
    }

    private static List<String> opening(String round, WorkloadConfig shape) {
        List<String> lines = new ArrayList<>();
        lines.add("round: " + round);
        if (shape != null) {
            lines.add("shape: " + shape);
        }
        return lines;
    }

    private static void add(List<String> lines, Thread thread, StackTraceElement[] frames) {
        lines.add("\"%s\" %s".formatted(thread.getName(), thread.getState()));
        for (int index = 0; index < Math.min(frames.length, MOST_FRAMES); index++) {
            lines.add("    at " + frames[index]);
        }
    }
}
