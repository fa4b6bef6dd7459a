/**
 * How fast an allocator is, and how much memory it takes: JMH workloads, the same for all.
 *
 * <p>{@code java -jar bench/target/benchmarks.jar} is JMH as everybody knows it: {@code -l} lists
 * the workloads, {@code Pair -p backend=lockfree,gil -t 2} runs some of them. {@link
 * org.alloclab.bench.BenchHostProgram} does the same on request, one measurement after the other,
 * for the program that started it. The forks get the flags they need by themselves; before {@code
 * -jar} goes {@code --sun-misc-unsafe-memory-access=allow}, or the JDK complains of what JMH does.
 * For jemalloc {@code GLIBC_TUNABLES=glibc.rtld.optional_static_tls=4096} must be in the
 * environment.
 *
 * <table>
 * <caption>Workloads: what they are after, and their parameters</caption>
 * <tr><td>{@link org.alloclab.bench.PairBenchmark pair}<td>the fast paths<td>{@code size}
 * <tr><td>{@link org.alloclab.bench.BatchBenchmark batch}<td>how deep they reach<td>{@code count},
 *     {@code order}
 * <tr><td>{@link org.alloclab.bench.ChurnBenchmark churn}<td>life times nobody can foresee<td>
 * <tr><td>{@link org.alloclab.bench.GrowthBenchmark growth}<td>the same beyond all caches<td>{@code
 *     live}
 * <tr><td>{@link org.alloclab.bench.TraceBenchmark trace}<td>what a real program asks for<td>{@code
 *     trace}
 * <tr><td>{@link org.alloclab.bench.XmallocBenchmark xmalloc}<td>remote frees alone<td>{@code
 *     ratio}, {@code batch}
 * <tr><td>{@link org.alloclab.bench.TransferBenchmark transfer}<td>blocks that wander, and their
 *     contents<td>
 * <tr><td>{@link org.alloclab.bench.LarsonBenchmark larson}<td>blocks that outlive their
 *     thread<td>{@code largest}
 * <tr><td>{@link org.alloclab.bench.ThreadChurnBenchmark thread-churn}<td>threads that are born and
 *     die<td>
 * <tr><td>{@link org.alloclab.bench.VirtualThreadsBenchmark virtual-threads}<td>the same by the
 *     thousands<td>
 * <tr><td>{@link org.alloclab.bench.FalseSharingBenchmark cache-thrash, cache-scratch}<td>whose
 *     cache line a block lies in<td>
 * </table>
 *
 * <p>All of them have the parameters of {@link org.alloclab.bench.MeasuredAllocator}: {@code
 * backend}, {@code layout} and {@code peerLibs}. The programs they are named after are those that
 * mimalloc-bench has collected; the code is not theirs.
 *
 * <p><b>Decisions</b>
 *
 * <ul>
 *   <li>One allocator to a fork: what the compiler learns from one cannot be paid by another, the
 *       call through the interface has one target, and is compiled as that target.
 *   <li>A score is the time of one thread for one block, whatever the workload: see {@code
 *       WorkloadThread}. What makes a thread wait is part of it, what draws random numbers is not.
 *   <li>A backend that holds a lock across many calls does so for one invocation of JMH, or for
 *       what the workload itself calls a batch.
 *   <li>A result is worth nothing if blocks were lost: the last thread to leave checks that all are
 *       back and that the books agree, or the measurement fails.
 * </ul>
 *
 * <p>Reading order: {@code WorkloadThread}, {@code MeasuredAllocator}, {@code OpenedBackend}; then
 * the workloads; then {@code Footprint} and {@code BenchHostProgram}.
 */
package org.alloclab.bench;
