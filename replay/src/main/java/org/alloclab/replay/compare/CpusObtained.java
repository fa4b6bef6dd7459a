package org.alloclab.replay.compare;

import com.sun.management.OperatingSystemMXBean;

import org.alloclab.replay.ReplayListener;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how many CPUs' worth of time replays obtain whose threads never wait and could use all:
 * if it is less than there are, something else runs on the machine.
 */
final class CpusObtained implements ReplayListener {
    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<Double> obtained = new ArrayList<>();
    private long start;
    private long startCpuNanos;

    @Override
    public void started() {
        start = System.nanoTime();
        startCpuNanos = system.getProcessCpuTime();
    }

    @Override
    public void measured() {
        double nanos = Math.max(1, System.nanoTime() - start);
        obtained.add((system.getProcessCpuTime() - startCpuNanos) / nanos);
    }

    /** The median; NaN if nothing was watched. */
    double median() {
        return Medians.of(obtained.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
