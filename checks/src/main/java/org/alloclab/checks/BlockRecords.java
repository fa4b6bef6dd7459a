package org.alloclab.checks;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Every block whose memory is not the allocator's: live, or in quarantine. What is in here may be
 * read, which is what makes a wrong address an answer instead of a crash.
 *
 * <p>Caller: any thread. Progress: lock-free.
 */
final class BlockRecords {
    private final ConcurrentSkipListMap<Long, Block> blocks = new ConcurrentSkipListMap<>();

    void enter(Block block) {
        blocks.put(block.start(), block);
    }

    /** Before its memory goes back: a block that comes at the place later enters after it. */
    void remove(Block block) {
        blocks.remove(block.start(), block);
    }

    /** The block a user was given at an address; null where there is none. */
    Block at(long address) {
        return blocks.get(address - Block.FRONT);
    }

    /** The block in which an address lies, fences included; null where there is none. */
    Block around(long address) {
        Map.Entry<Long, Block> below = blocks.floorEntry(address);
        return below != null && address < below.getValue().end() ? below.getValue() : null;
    }
}
