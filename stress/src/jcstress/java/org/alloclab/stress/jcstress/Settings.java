package org.alloclab.stress.jcstress;

import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.runners.SpinLoopStyle;

import java.nio.file.Path;

/** What JCStress would read from its command line, and measure while it does so. */
final class Settings extends Options {
    static final int HEAP_MEBIBYTES = 256;

    /** Enough for the compilers to come to an end in each. */
    private static final int ITERATION_MILLIS = 250;

    private static final int MOST_ITERATIONS = 5;

    /** JCStress feels its way up to so many strides before it begins: slow if interpreted. */
    private static final int STRIDES = 40;

    private static final int SLOW_STRIDES = 8;

    private final long millis;
    private final boolean slow;
    private final boolean crowded;
    private final Path html;

    /**
     * @param millis for the iterations of a fork together
     * @param slow whether nothing is compiled
     * @param crowded whether there are more actors than processors
     */
    Settings(long millis, boolean slow, boolean crowded) {
        this(millis, slow, crowded, null);
    }

    /** For the report. */
    Settings(Path html) {
        this(0, false, false, html);
    }

    private Settings(long millis, boolean slow, boolean crowded, Path html) {
        super(new String[0]);
        this.millis = millis;
        this.slow = slow;
        this.crowded = crowded;
        this.html = html;
    }

    @Override
    public int getIterations() {
        return Math.clamp(millis / ITERATION_MILLIS, 1, MOST_ITERATIONS);
    }

    @Override
    public int getTime() {
        return Math.toIntExact(Math.max(1, millis / getIterations()));
    }

    @Override
    public int getStrideSize() {
        return 256;
    }

    @Override
    public int getStrideCount() {
        return slow ? SLOW_STRIDES : STRIDES;
    }

    @Override
    public int getMaxFootprintMb() {
        return HEAP_MEBIBYTES / 2;
    }

    /** An actor that waits for one without a processor yields its own. */
    @Override
    public SpinLoopStyle getSpinStyle() {
        return crowded ? SpinLoopStyle.THREAD_YIELD : SpinLoopStyle.THREAD_SPIN_WAIT;
    }

    @Override
    public String getResultDest() {
        return html + "/";
    }
}
