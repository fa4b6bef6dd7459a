package org.alloclab.memory;

/**
 * An arena source that hands every call on to another: to be extended by those that watch, refuse
 * or change something on the way.
 */
public abstract class ForwardingArenaSource implements ArenaSource {
    private final ArenaSource source;

    /**
     * @param source where the calls go; closed with this one
     */
    protected ForwardingArenaSource(ArenaSource source) {
        this.source = source;
    }

    @Override
    public long arenaBytes() {
        return source.arenaBytes();
    }

    @Override
    public AddressRange range() {
        return source.range();
    }

    @Override
    public long acquire() {
        return source.acquire();
    }

    @Override
    public void release(long arena) {
        source.release(arena);
    }

    @Override
    public void purge(long address, long bytes) {
        source.purge(address, bytes);
    }

    @Override
    public void close() {
        source.close();
    }

    @Override
    public void closeAfter(Object lastUser) {
        source.closeAfter(lastUser);
    }
}
