package org.alloclab.lockfree;

import static org.alloclab.lockfree.PoolWord.NONE;

import org.alloclab.HeapLayout;
import org.alloclab.InvalidAddressException;
import org.alloclab.SizeClasses;

/**
 * The owner's half of a pool: its blocks, and the list of those he can hand out.
 *
 * <p>All fields are plain and touched by the pool's owner only, who gets and gives up that right by
 * a CAS on the word in {@link Pool}. Only a link has a holder of its own: it is written by whoever
 * gives the block back, before the list that the block joins is published, and read by whoever
 * takes that list over. So no two threads have a right to one link at a time, and links are plain,
 * too.
 *
 * <p>Links are numbers of blocks, on the Java heap: a write into a freed block cannot reach them.
 */
abstract class PoolBlocks {
    private static final short[] NO_LINKS = {NONE};

    private final long address;
    private final int bytes;

    // Constant while the pool serves a class; set before the word says OWNED.
    private int sizeClass;
    private int blockBytes;
    private int capacity;
    private int reciprocal;
    private short[] links = NO_LINKS;

    private int freeHead = NONE;
    private int carved; // blocks taken at least once, which come first
    private int listed; // blocks on the list, or fewer if an owner died while he changed it

    PoolBlocks(long address, HeapLayout layout) {
        this.address = address;
        this.bytes = layout.poolBytes();
    }

    final long address() {
        return address;
    }

    final int bytes() {
        return bytes;
    }

    final int sizeClass() {
        return sizeClass;
    }

    final int blockBytes() {
        return blockBytes;
    }

    final boolean contains(long block) {
        return Long.compareUnsigned(block - address, bytes) < 0;
    }

    /** Blocks of a class that fit into the pool. */
    final int capacityFor(int someClass) {
        return bytes / SizeClasses.blockBytes(someClass);
    }

    /** Blocks that are not on the owner's list. Caller: owner. */
    final int used() {
        return carved - listed;
    }

    /** Blocks that fit in, of the class it serves. Caller: who holds one, or owner. */
    final int capacity() {
        return capacity;
    }

    /** Blocks that can be taken. Caller: owner. */
    final int available() {
        return capacity - used();
    }

    /** Makes the blocks those of a class, none handed out. Caller: owner. */
    final void cut(int newClass) {
        capacity = capacityFor(newClass);
        if (links.length < capacity) {
            links = new short[capacity]; // first, since it may fail
        }
        sizeClass = newClass;
        blockBytes = SizeClasses.blockBytes(newClass);
        reciprocal = 0xffff / (newClass + 1) + 1;
        freeHead = NONE;
        carved = 0;
        listed = 0;
    }

    /**
     * The number of the block that starts at an address of this pool.
     *
     * <p>Caller: who holds the block, which makes the class constants visible to him. Progress:
     * wait-free.
     *
     * @return −1 if none starts there: who asks does not hold a block
     */
    final int blockAt(long block) {
        int offset = (int) (block - address);
        int index = (offset >> 4) * reciprocal >>> 16; // exact: at most 2^10 steps of at most 2^5
        return index * blockBytes == offset && index < links.length ? index : -1;
    }

    final long addressOf(int block) {
        return address + (long) block * blockBytes;
    }

    /** Says what an address of this pool is that is no live block. Any thread. */
    final InvalidAddressException notLive(long block) {
        int stride = Math.max(SizeClasses.ALIGNMENT, blockBytes);
        int lent = Marks.wasNeverLent(block) ? 0 : carved;
        return InvalidAddressException.inPool(block, address, stride, lent, capacity);
    }

    /**
     * T2: takes a block that somebody has held before; 0 where there is none on the list, or where
     * the list is damaged. A damaged list leads nowhere.
     *
     * <p>Caller: owner. Progress: wait-free.
     */
    final long takeFreed() {
        int block = freeHead;
        if (block == NONE) {
            return 0;
        }
        long taken = addressOf(block);
        if (!Marks.isInPool(taken)) {
            return 0; // threads raced to free it, and it was handed out since
        }
        listed--; // first: a death in between must not promise a block that is not there
        freeHead = links[block];
        return taken;
    }

    /** Blocks on the list. Caller: owner. */
    final int freed() {
        return listed;
    }

    /**
     * T2: takes blocks that nobody has held before, one behind the other.
     *
     * <p>Caller: owner, who knows that there are as many. Progress: wait-free.
     *
     * @return the first one's address
     */
    final long carve(int blocks) {
        long first = addressOf(carved);
        carved += blocks;
        return first;
    }

    /** Puts a block in front of a list that is not the owner's yet. Caller: its holder. */
    final void link(int block, int rest) {
        links[block] = (short) rest;
    }

    /**
     * Puts a list in front of the owner's. The walk is bounded by the count: a block that threads
     * raced to free is on the list twice, which makes the list a ring without an end.
     *
     * <p>Caller: owner, who took the list from the word.
     *
     * @return whether the list is as long as it should be; if not, nothing has changed
     */
    final boolean splice(int head, int count) {
        int last = NONE;
        int rest = head;
        for (int walked = 0; walked < count && rest >= 0 && rest < carved; walked++) {
            last = rest;
            rest = links[rest];
        }
        if (rest != NONE || count > used()) {
            return false;
        }
        if (last != NONE) {
            links[last] = (short) freeHead;
            freeHead = head;
            listed += count; // last, as in takeFreed
        }
        return true;
    }

    /**
     * Checks, at rest, that every block is in one place: a user's hands or a magazine, the owner's
     * list or the list of the word.
     *
     * @param remoteHead first block of the word's list
     * @param remoteCount length of the word's list
     */
    final void checkBlocks(int remoteHead, int remoteCount) {
        int local = length(freeHead);
        int remote = length(remoteHead);
        int out = 0;
        for (int block = 0; block < carved; block++) {
            out += Marks.isInPool(addressOf(block)) ? 0 : 1;
        }
        if (remote != remoteCount || out + remote != used() || local != listed) {
            throw new IllegalStateException(
                    "pool 0x%x: %d out + %d of %d given back by others + %d free (expected: %d used, %d carved)"
                            .formatted(address, out, remote, remoteCount, local, used(), carved));
        }
    }

    /**
     * Whether every block is in the pool, as it should be when all seem to be back: if not, one was
     * freed twice.
     *
     * <p>Caller: who found all blocks back in the word, which makes their marks visible to him.
     */
    final boolean areAllBack() {
        return Marks.areAllIn(address, bytes);
    }

    /** Blocks in the hands of users; exact at rest. Any thread. */
    final int liveBlocks(int someClass) {
        int live = 0;
        int stride = SizeClasses.blockBytes(someClass);
        long end = address + (long) capacityFor(someClass) * stride;
        for (long block = address; block < end; block += stride) {
            live += Marks.isLive(block) ? 1 : 0;
        }
        return live;
    }

    private int length(int head) {
        int length = 0;
        for (int block = head; block != NONE; block = links[block]) {
            if (block < 0 || ++length > carved) {
                throw new IllegalStateException("pool 0x%x: list without end".formatted(address));
            }
        }
        return length;
    }
}
