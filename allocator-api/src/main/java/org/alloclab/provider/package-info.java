/**
 * How an allocator is plugged into the instruments: replay, benchmarks, soak, misuse, contract
 * tests.
 *
 * <p>An {@link org.alloclab.provider.AllocatorProvider} names an allocator, opens heaps of it, and
 * says which {@linkplain org.alloclab.provider.AllocatorPromise promises} it makes. {@link
 * org.alloclab.provider.Allocators} finds the providers on a class path by {@link
 * java.util.ServiceLoader}. Nothing else in the tree lists allocators.
 */
package org.alloclab.provider;
