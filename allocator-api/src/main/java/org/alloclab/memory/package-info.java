/**
 * Native memory: the only room that sees {@code java.lang.foreign}.
 *
 * <p>{@link org.alloclab.memory.Memory} reads and writes bytes at an address. {@link
 * org.alloclab.memory.ArenaSource} is where arenas come from: one reserved range of addresses, from
 * which arenas are taken and to which they return. {@link org.alloclab.memory.RawMemory} is the C
 * library's allocator with a record of what is live. {@link org.alloclab.memory.MappedBytes} counts
 * what is held.
 *
 * <p>All of it may be called by any thread and takes no lock of its own; the operating system and
 * the C library take theirs. An arena source reserves its addresses once and never moves, so a
 * model finds the pool of an address by subtraction, and an address outside is refused by one
 * comparison. Under a limit on addresses it takes a share of what is left, and so does the {@link
 * org.alloclab.memory.Shadow}; a heap that cannot do its work with that is refused as it is opened.
 * The last caller to leave a source that was closed unmaps it, so that nobody waits and nobody is
 * in the range when it goes.
 */
package org.alloclab.memory;
