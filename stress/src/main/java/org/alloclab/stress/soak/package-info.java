/**
 * Random traffic on a heap under the eyes of the {@linkplain org.alloclab.stress.witness witness}.
 *
 * <p>A {@code Round} opens an allocator, lets a group of workers allocate, hand over, resize and
 * free, stops them now and then to count, frees everything and checks that all memory went back.
 * Its {@code WorkloadConfig} is drawn from a seed; a {@code TrafficProfile} leads to paths that are
 * rare otherwise. Two have heaps or threads of their own: {@code ClosedHeaps} closes heaps while
 * threads call them, {@code SleepingOwners} lets threads sleep on what they allocated. A {@code
 * Soak} runs one heap through all profiles, a {@code Churn} many short-lived threads on one heap.
 *
 * <p>Any allocator that a provider gives can be soaked. Checks that need a promise it does not make
 * are left out, and each {@code RoundOutcome} names them.
 *
 * <p>Whenever all pause, what is in memory of the heap's addresses is bounded by its arenas, and
 * after sleeping owners these by what is live. How a process fares under a limit on its addresses
 * is examined by {@link org.alloclab.stress.configuration.AddressLimits}, which runs soaks.
 *
 * <p>In some rounds there is no owner table, so that its atomic instructions cannot stand in for
 * one that the allocator lacks. Nothing in here takes a lock while traffic runs, except around an
 * allocator for one thread.
 */
package org.alloclab.stress.soak;
