/**
 * What a user would pick instead of our allocators, behind the same interface: the yardsticks.
 *
 * <p>A {@link org.alloclab.peers.PeerProvider} opens a peer with the {@linkplain
 * org.alloclab.peers.PeerLibraries libraries} it may use; it is then a {@link
 * org.alloclab.peers.PeerAllocator}, which says what of the contract a peer keeps. One that is not
 * installed is a {@link org.alloclab.provider.AllocatorUnavailableException}, which says how to get
 * it.
 *
 * <p>A yardstick must not be bent: no adapter checks, counts or remembers more than calling the
 * peer from Java needs. The native ones go through {@code java.lang.foreign} with handles that are
 * constants to the compiler ({@code NativeFunctions}), and their libraries stay apart from the
 * {@code malloc} the virtual machine itself uses. Netty and confined arenas hand out objects, so
 * that their adapters have to find the object of an address ({@code BlockTable}): this is what they
 * cost beyond the peer.
 */
package org.alloclab.peers;
