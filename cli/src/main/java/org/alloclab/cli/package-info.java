/**
 * The command line: one class per verb.
 *
 * <p>{@link org.alloclab.cli.Main} reads the arguments and turns whatever goes wrong into one line
 * and an {@linkplain org.alloclab.cli.session.ExitCode exit code}. A verb opens a {@code Session},
 * which finds out before any work whether the JSON file can be written, saves what there is when
 * the run is interrupted, and prints the result line. Results go to standard output, progress and
 * errors to standard error.
 *
 * <p>Every verb chooses allocators by {@code BackendFlag}: by name, also from {@code --class-path}.
 * {@code run} has them compared by {@link org.alloclab.replay.compare.Rounds} and shows the rows by
 * {@code RunTable}, {@code BarChart} and {@code Explanation}.
 *
 * <p>{@code bench} finds out which allocators are here ({@code PeerSearch}), has a {@link
 * org.alloclab.bench.plan.Plan} carried out by a {@link org.alloclab.bench.measure.Campaign}, keeps
 * the results in a {@code ResultFolder} and prints them by a {@code BenchReport}.
 *
 * <p>{@code misuse} does what is in {@link org.alloclab.stress.misuse.Misuse} and shows it: all as
 * a {@code MisuseTable}, one in full.
 *
 * <p>{@code report} is in a package of its own but for its arguments.
 *
 * <p>What users type is read in one place, {@code FlagValues}, and named back to them by {@code
 * TerminalEscape}, which lets no control character through.
 */
package org.alloclab.cli;
