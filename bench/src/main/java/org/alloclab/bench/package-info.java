/**
 * How fast an allocator is, and how much memory it takes: JMH workloads, the same for all.
 *
 * <p>{@code java -jar bench/target/benchmarks.jar} is the usual command line of JMH: {@code -l}
 * lists the workloads, {@code Pair -p backend=lockfree,gil -t 2} runs some of them. The forks get
 * the flags they need by themselves; {@code --sun-misc-unsafe-memory-access=allow} before {@code
 * -jar} keeps the JDK from warning about JMH. For jemalloc, {@code
 * GLIBC_TUNABLES=glibc.rtld.optional_static_tls=4096} must be in the environment. {@code
 * -jvmArgsAppend} takes {@code -Dalloclab.peer.mimalloc=FILE} for a peer's library, and {@code
 * -Dalloclab.class.path=PATH} for more allocators.
 *
 * <p>The verb {@code bench} runs the same workloads by JMH's {@code Runner} in its own JVM, so JMH
 * is on the class path of the command line: its forks inherit that class path, and its results are
 * objects that nothing has to parse. See {@link org.alloclab.bench.measure}.
 *
 * <table>
 * <caption>Workloads: what they are after, and their parameters</caption>
 * <tr><td>{@link org.alloclab.bench.PairBenchmark pair}<td>the fast paths<td>{@code size}
 * <tr><td>{@link org.alloclab.bench.BatchBenchmark batch}<td>how deep they reach<td>{@code count},
 *     {@code order}
 * <tr><td>{@link org.alloclab.bench.ChurnBenchmark churn}<td>unpredictable lifetimes<td>
 * <tr><td>{@link org.alloclab.bench.GrowthBenchmark growth}<td>the same beyond all caches<td>{@code
 *     live}
 * <tr><td>{@link org.alloclab.bench.TraceBenchmark trace}<td>what a real program asks for<td>{@code
 *     trace}
 * <tr><td>{@link org.alloclab.bench.XmallocBenchmark xmalloc}<td>remote frees alone<td>{@code
 *     ratio}, {@code batch}
 * <tr><td>{@link org.alloclab.bench.TransferBenchmark transfer}<td>blocks that change threads, and
 *     their contents<td>
 * <tr><td>{@link org.alloclab.bench.LarsonBenchmark larson}<td>blocks that outlive their
 *     thread<td>{@code largest}
 * <tr><td>{@link org.alloclab.bench.ThreadChurnBenchmark thread-churn}<td>threads that start and
 *     end<td>
 * <tr><td>{@link org.alloclab.bench.VirtualThreadsBenchmark virtual-threads}<td>the same by the
 *     thousands<td>
 * <tr><td>{@link org.alloclab.bench.FalseSharingBenchmark cache-thrash, cache-scratch}<td>false
 *     sharing of cache lines<td>
 * <tr><td>{@link org.alloclab.bench.BlowupBenchmark blowup}<td>memory kept by an owner that sleeps
 *     while another thread frees<td>{@code blocks}
 * <tr><td>{@link org.alloclab.bench.IdleBenchmark idle}<td>memory kept by threads that sleep after
 *     their peak<td>{@code blocks}, {@code sleepers}
 * <tr><td>{@link org.alloclab.bench.BurstBenchmark burst}<td>memory kept by a process without any
 *     calls<td>{@code blocks}
 * </table>
 *
 * <p>All of them have the parameters of {@link org.alloclab.bench.MeasuredAllocator}: {@code
 * backend}, the name of any allocator that {@link org.alloclab.provider.Allocators} finds, and
 * {@code layout}. Two of them are provided here, since they make sense in benchmarks only: {@code
 * gil-held} and {@code locked-lockfree}. The programs they are named after are those that
 * mimalloc-bench has collected; the code is not theirs.
 *
 * <p><b>Decisions</b>
 *
 * <ul>
 *   <li>One allocator to a fork: what the compiler learns from one cannot be paid by another, the
 *       call through the interface has one target, and is compiled as that target.
 *   <li>A score is the time of one thread for one block, whatever the workload: see {@code
 *       WorkloadThread}. Waiting is part of it, drawing random numbers is not.
 *   <li>A backend that holds a lock across many calls does so for one invocation of JMH, or for
 *       what the workload itself calls a batch.
 *   <li>A result is worth nothing if blocks were lost: of an allocator that promises statistics,
 *       the last thread to leave checks that no block is live and that the accounting adds up, or
 *       the measurement fails.
 * </ul>
 *
 * <p>Reading order: {@code WorkloadThread}, {@code MeasuredAllocator}; then the workloads; then
 * {@code Footprint}.
 */
package org.alloclab.bench;
