/**
 * What more threads bring: Gunther's Universal Scalability Law, fitted to measured throughput.
 *
 * <p>The {@linkplain org.alloclab.bench.scaling.ScalabilityLaw law} has three numbers: &gamma; is
 * what one thread does, &alpha; the share that only one thread at a time can do, &beta; what each
 * pair of threads costs. Written as time for one operation of one thread it is linear in 1/&gamma;,
 * &alpha;/&gamma; and &beta;/&gamma;, so that one {@linkplain org.alloclab.bench.scaling.LinearFit
 * weighted linear regression} finds the best fit: no starting values, no local minimum, nothing
 * that fails to converge.
 *
 * <p>The numerics are <a href="https://hipparchus.org">Hipparchus</a>, the continuation of Apache
 * Commons Math by its authors: it has releases every year, where commons-math has had none since
 * 2016. Regression, distributions and percentiles are in its {@code hipparchus-stat} and {@code
 * hipparchus-core}; a general optimiser is not needed for a linear problem.
 *
 * <p>A {@linkplain org.alloclab.bench.scaling.ScalabilityFit fit} is refused where it would mean
 * nothing: three numbers need points to spare, and threads beyond the processors take turns, which
 * the law knows nothing of.
 */
package org.alloclab.bench.scaling;
