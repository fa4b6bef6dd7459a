package org.alloclab.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.alloclab.bench.PeakMemory;
import org.alloclab.bench.measure.InventedRun;
import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.BenchBackend;
import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.bench.plan.MeasurementSettings;
import org.alloclab.bench.plan.Workload;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/** What is made of JMH's results. */
class MeasuredTest {
    private static final Arm ARM =
            Invented.arm(Workload.PAIR, 2, BenchBackend.installed("lockfree"));
    private static final Fork FORK =
            new Fork(ARM, Kind.TIMED, 0, new MeasurementSettings(2, 3, 4, 50));

    private final InventedRun run = new InventedRun(FORK);

    private Measured measured() throws RunnerException {
        return Measured.of(run.result(), FORK);
    }

    @Test
    void everyIterationCounts() throws RunnerException {
        run.timed(4.5).allocated(0.5).timed(4.25).allocated(Double.NaN);
        run.timed(4).allocated(0).mapped(1 << 20);
        assertThat(measured().samples()).containsExactly(4.5, 4.25, 4.0);
        assertThat(measured().bytesPerOp()).hasSize(3);
        assertThat(measured().bytesPerOp()[1]).isNaN();
        assertThat(measured().secondary()).containsEntry(PeakMemory.LABEL, 0x1p20);
    }

    @Test
    void whatJmhItselfAllocatesIsNotThePairs() throws RunnerException {
        double jmh = Measured.JMH_BYTES / (2 * 50e6 / 4.5);
        run.timed(4.5).allocated(0.5).timed(4.5).allocated(jmh / 2);
        assertThat(measured().bytesPerOp()[0]).isCloseTo(0.5 - jmh, within(1e-9));
        assertThat(measured().bytesPerOp()[1]).isZero();
    }

    @Test
    void secondaryFiguresMayBeMissing() throws RunnerException {
        run.timed(4.5);
        assertThat(measured().bytesPerOp()).isEmpty();
        assertThat(measured().secondary()).isEmpty();
    }

    @Test
    void aForkWithoutTimesIsAFailure() {
        assertThatExceptionOfType(RunnerException.class)
                .isThrownBy(this::measured)
                .withMessage("no times: []");
        run.timed(4).timed(0);
        assertThatExceptionOfType(RunnerException.class)
                .isThrownBy(this::measured)
                .withMessage("no times: [4.0, 0.0]");
    }
}
