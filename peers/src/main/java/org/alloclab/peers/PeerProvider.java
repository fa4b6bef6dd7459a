package org.alloclab.peers;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;

import java.util.EnumSet;
import java.util.Set;

/**
 * Plugs a {@link Peer} in under its command name; a subclass a peer, as {@link
 * java.util.ServiceLoader} wants it. Peers have no layout and no statistics, and check nothing.
 */
public abstract sealed class PeerProvider implements AllocatorProvider {
    private final Peer peer;

    private PeerProvider(Peer peer) {
        this.peer = peer;
    }

    @Override
    public final String name() {
        return peer.commandName();
    }

    @Override
    public final String description() {
        return peer.description();
    }

    @Override
    public final Set<AllocatorPromise> promises() {
        return peer.isSingleThreaded()
                ? EnumSet.noneOf(AllocatorPromise.class)
                : EnumSet.of(AllocatorPromise.CONCURRENT);
    }

    @Override
    public final SmallObjectAllocator open(HeapLayout layout) throws AllocatorUnavailableException {
        return peer.open(PeerLibraries.usual());
    }

    /** Provides {@link Peer#GLIBC}. */
    public static final class Glibc extends PeerProvider {
        /** For the service loader. */
        public Glibc() {
            super(Peer.GLIBC);
        }
    }

    /** Provides {@link Peer#JEMALLOC}. */
    public static final class Jemalloc extends PeerProvider {
        /** For the service loader. */
        public Jemalloc() {
            super(Peer.JEMALLOC);
        }
    }

    /** Provides {@link Peer#MIMALLOC}. */
    public static final class Mimalloc extends PeerProvider {
        /** For the service loader. */
        public Mimalloc() {
            super(Peer.MIMALLOC);
        }
    }

    /** Provides {@link Peer#TCMALLOC}. */
    public static final class Tcmalloc extends PeerProvider {
        /** For the service loader. */
        public Tcmalloc() {
            super(Peer.TCMALLOC);
        }
    }

    /** Provides {@link Peer#PYMALLOC}. */
    public static final class Pymalloc extends PeerProvider {
        /** For the service loader. */
        public Pymalloc() {
            super(Peer.PYMALLOC);
        }
    }

    /** Provides {@link Peer#NETTY_POOLED}. */
    public static final class NettyPooled extends PeerProvider {
        /** For the service loader. */
        public NettyPooled() {
            super(Peer.NETTY_POOLED);
        }
    }

    /** Provides {@link Peer#NETTY_ADAPTIVE}. */
    public static final class NettyAdaptive extends PeerProvider {
        /** For the service loader. */
        public NettyAdaptive() {
            super(Peer.NETTY_ADAPTIVE);
        }
    }

    /** Provides {@link Peer#CONFINED}. */
    public static final class Confined extends PeerProvider {
        /** For the service loader. */
        public Confined() {
            super(Peer.CONFINED);
        }
    }
}
