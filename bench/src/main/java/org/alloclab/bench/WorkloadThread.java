package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

import java.util.concurrent.TimeUnit;

/**
 * What one thread of a fork does to the allocator that is measured, and what all workloads share:
 * how they are forked, and in what they are counted.
 *
 * <p><b>Score.</b> Nanoseconds of one thread for one block: allocated, its first 8 bytes written,
 * freed. So the throughput of all threads is their number divided by the score. What a workload
 * does besides is said there, and is the same for every backend.
 *
 * <p><b>The fork's JVM.</b> The Java heap is small, of constant size and touched beforehand, so
 * that it neither grows into the {@linkplain PeakMemory resident set} nor has a reason to be
 * collected. The serial collector has no threads of its own, starts fastest, and a reference that
 * is stored costs it one unconditional byte: the allocators store some, their peers none.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgs = {
            WorkloadThread.NATIVE_ACCESS,
            WorkloadThread.NO_UNSAFE_WARNING,
            WorkloadThread.SERIAL_COLLECTOR,
            WorkloadThread.TOUCHED_HEAP,
            WorkloadThread.NO_PERFORMANCE_FILE,
            "-Xms64m",
            "-Xmx64m",
        })
public abstract class WorkloadThread {
    static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    static final String NO_UNSAFE_WARNING =
            "--sun-misc-unsafe-memory-access=allow"; // JMH's own use
    static final String SERIAL_COLLECTOR = "-XX:+UseSerialGC";
    static final String TOUCHED_HEAP = "-XX:+AlwaysPreTouch";
    static final String NO_PERFORMANCE_FILE = "-XX:-UsePerfData";

    private MeasuredAllocator subject;
    private int index;
    private int threads;

    WorkloadThread() {}

    /** Makes ready for the first iteration, with the other threads. */
    @Setup
    public final void enter(MeasuredAllocator subject, ThreadParams thread) {
        this.subject = subject;
        index = thread.getThreadIndex();
        threads = thread.getThreadCount();
        subject.enter(handsOver() ? Math.max(2, threads) : threads);
        fill();
    }

    /** Ends after the last one. */
    @TearDown
    public final void leave() {
        empty();
        subject.leave();
    }

    /** Allocates what the thread has before anything is measured. */
    void fill() {}

    /** Frees what the thread still has. */
    void empty() {}

    /** Whether blocks go from thread to thread even where JMH runs a single one. */
    boolean handsOver() {
        return false;
    }

    final SmallObjectAllocator allocator() {
        return subject.allocator();
    }

    final Footprint footprint() {
        return subject.footprint();
    }

    /** Number of this thread, from 0. */
    final int index() {
        return index;
    }

    /** How many threads JMH runs. */
    final int threads() {
        return threads;
    }

    /** Begins a batch of calls: a lock that is held across many is taken here. */
    final void begin() {
        subject.begin();
    }

    /** Ends the batch. */
    final void end() {
        subject.end();
    }
}
