package org.alloclab.bench.scaling;

/** What a curve of throughput against threads says. */
public sealed interface Scaling {
    /**
     * Too little is known.
     *
     * @param reason in words
     */
    record Refused(String reason) implements Scaling {}

    /**
     * The law that fits best.
     *
     * @param law its numbers
     * @param alpha contention
     * @param beta coherency
     * @param gamma operations a second of one thread
     * @param peak threads beyond which more do less; infinite where no peak is in sight
     * @param heldOut how well the law foretells the last point
     */
    record Fitted(
            ScalabilityLaw law,
            Estimate alpha,
            Estimate beta,
            Estimate gamma,
            Estimate peak,
            HeldOut heldOut)
            implements Scaling {}

    /**
     * The point of most threads, predicted by a law fitted to the others.
     *
     * @param threads how many
     * @param predicted operations a second by the law
     * @param measured operations a second
     */
    record HeldOut(int threads, double predicted, double measured) {
        /** How far off the prediction is, as a share of what was measured; negative if too low. */
        public double error() {
            return predicted / measured - 1;
        }
    }
}
