package org.alloclab.bench.scaling;

/**
 * The Universal Scalability Law: N threads do &gamma;N / (1 + &alpha;(N &minus; 1) + &beta;N(N
 * &minus; 1)).
 *
 * @param alpha contention, at least 0: the share of the work that one thread at a time can do
 * @param beta coherency, at least 0: what each pair of threads costs
 * @param gamma what one thread does in a second
 */
public record ScalabilityLaw(double alpha, double beta, double gamma) {
    /** Operations a second of so many threads together. */
    public double throughput(int threads) {
        double n = threads;
        return gamma * n / (1 + alpha * (n - 1) + beta * n * (n - 1));
    }

    /** The number of threads, at least 1, beyond which more do less; infinite if there is none. */
    public double peak() {
        if (alpha >= 1) {
            return 1;
        }
        return beta == 0 ? Double.POSITIVE_INFINITY : Math.max(1, Math.sqrt((1 - alpha) / beta));
    }
}
