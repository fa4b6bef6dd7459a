package org.alloclab.bench.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.alloclab.bench.scaling.Scaling.Fitted;
import org.alloclab.bench.scaling.Scaling.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

class ScalabilityFitTest {
    private static final int[] THREADS = {1, 2, 3, 4, 6, 8, 12, 16};
    private static final int CPUS = 16;

    private static List<ScalingPoint> curve(IntToDoubleFunction throughput, int... threads) {
        return IntStream.of(threads)
                .mapToObj(n -> new ScalingPoint(n, throughput.applyAsDouble(n)))
                .toList();
    }

    private static Fitted fit(IntToDoubleFunction throughput) {
        return (Fitted) ScalabilityFit.of(curve(throughput, THREADS), CPUS, 1);
    }

    private static List<ScalingPoint> noisy(ScalabilityLaw law, double noise, long seed) {
        Random random = new Random(seed);
        return curve(n -> law.throughput(n) * Math.exp(noise * random.nextGaussian()), THREADS);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 2e8",
        "0.05, 0, 1e8",
        "0, 0.002, 3e8",
        "0.03, 0.001, 1e9",
        "0.9, 0.02, 3e7",
        "1.5, 0.3, 2e7"
    })
    void findsTheLawOfACurveWithoutNoise(double alpha, double beta, double gamma) {
        ScalabilityLaw law = new ScalabilityLaw(alpha, beta, gamma);
        Fitted fitted = fit(law::throughput);
        assertThat(fitted.law().alpha()).isCloseTo(alpha, within(1e-9));
        assertThat(fitted.law().beta()).isCloseTo(beta, within(1e-9));
        assertThat(fitted.law().gamma()).isCloseTo(gamma, within(gamma * 1e-9));
        assertThat(fitted.heldOut().threads()).isEqualTo(16);
        assertThat(fitted.heldOut().error()).isCloseTo(0, within(1e-9));
    }

    @Test
    void itsIntervalsHoldTheTruthAboutNineteenTimesInTwenty() {
        ScalabilityLaw law = new ScalabilityLaw(0.05, 0.004, 1e8);
        assertThat(covered(law, Fitted::alpha, law.alpha())).isBetween(0.92, 0.98);
        assertThat(covered(law, Fitted::beta, law.beta())).isBetween(0.92, 0.98);
        assertThat(covered(law, Fitted::gamma, law.gamma())).isBetween(0.92, 0.98);
        assertThat(covered(law, Fitted::peak, law.peak())).isBetween(0.92, 0.98);
    }

    private static double covered(
            ScalabilityLaw law, Function<Fitted, Estimate> figure, double truth) {
        int seeds = 400;
        int covered = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Scaling scaling = ScalabilityFit.of(noisy(law, 0.02, seed), CPUS, seed);
            Estimate estimate = figure.apply((Fitted) scaling);
            covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        }
        return (double) covered / seeds;
    }

    @Test
    void aCurveThatRisesInProportionHasNoPeak() {
        Fitted fitted = fit(n -> 1e8 * n);
        assertThat(fitted.alpha().value()).isCloseTo(0, within(1e-9));
        assertThat(fitted.peak().value()).isGreaterThan(1000);
    }

    @Test
    void noiseMakesNoNumberNegative() {
        Random random = new Random(3);
        Fitted fitted = fit(n -> 1e8 * Math.pow(n, 1.1) * (1 + 0.01 * random.nextGaussian()));
        assertThat(fitted.law().alpha()).isZero();
        assertThat(fitted.law().beta()).isZero();
        assertThat(fitted.alpha().low()).isZero();
        assertThat(fitted.beta().low()).isZero();
        assertThat(fitted.peak().value()).isInfinite();
    }

    @Test
    void aConstantCurveIsAllContention() {
        Fitted fitted = fit(_ -> 3e7);
        assertThat(fitted.alpha().value()).isCloseTo(1, within(1e-6));
        assertThat(fitted.beta().value()).isCloseTo(0, within(1e-6));
    }

    @Test
    void aFallingCurvePeaksAtOneThread() {
        Fitted fitted = fit(n -> 3e7 / n);
        assertThat(fitted.peak().value()).isEqualTo(1);
        assertThat(fitted.law().throughput(1)).isCloseTo(3e7, within(3e6));
    }

    @Test
    void theHeldOutPointIsForetoldByTheOthers() {
        ScalabilityLaw law = new ScalabilityLaw(0.02, 0.001, 1e8);
        List<ScalingPoint> points = new ArrayList<>(noisy(law, 0.001, 5));
        points.set(7, new ScalingPoint(16, 2 * law.throughput(16)));
        Fitted fitted = (Fitted) ScalabilityFit.of(points, CPUS, 1);
        assertThat(fitted.heldOut().error()).isCloseTo(-0.5, within(0.02));
        assertThat(fitted.heldOut().measured()).isEqualTo(2 * law.throughput(16));
    }

    @Test
    void fewPointsAreRefusedInWords() {
        assertThat(refused(curve(n -> n, 1, 2), 2))
                .contains("not enough points: 2 CPUs", "5 would be needed", "take turns");
        assertThat(refused(curve(n -> n, 1, 2, 4, 8), 8))
                .contains("not enough points: 4 within the 8 CPUs", "--threads 1,2,3,4,8");
        assertThat(refused(List.of(), 16)).contains("not enough points: 0 within");
    }

    @Test
    void threadsThatTakeTurnsAreNoPoints() {
        assertThat(refused(curve(n -> n, 1, 2, 4, 8, 16, 32), 9)).contains("points: 4");
        ScalabilityLaw law = new ScalabilityLaw(0, 0, 1e8);
        List<ScalingPoint> points =
                curve(n -> law.throughput(Math.min(n, 6)), 1, 2, 3, 4, 6, 12, 24);
        Fitted fitted = (Fitted) ScalabilityFit.of(points, 6, 1);
        assertThat(fitted.heldOut().threads()).isEqualTo(6);
        assertThat(fitted.alpha().value()).isCloseTo(0, within(1e-9));
    }

    private static String refused(List<ScalingPoint> points, int cpus) {
        return ((Refused) ScalabilityFit.of(points, cpus, 1)).reason();
    }

    @Test
    void pointsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new ScalingPoint(0, 1)).hasMessageContaining("0 threads");
        assertThatThrownBy(() -> new ScalingPoint(1, 0)).hasMessageContaining("0.0 a second");
        assertThatThrownBy(() -> new ScalingPoint(1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> ScalabilityFit.of(curve(n -> 1, 1, 1), 8, 1))
                .hasMessageContaining("two points");
    }
}
