package org.alloclab.lockfree;

import static org.alloclab.lockfree.PoolWord.NONE;

import org.alloclab.HeapLayout;
import org.alloclab.InvalidAddressException;
import org.alloclab.SizeClasses;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The owner's half of a pool: its blocks, and the list of those he can hand out.
 *
 * <p>All fields are plain and touched by the pool's owner only, who gets and gives up that right by
 * a CAS on the word in {@link Pool}. Two exceptions: {@code used} is read by statistics, and a link
 * has a holder of its own. It is {@link #LIVE} while a user holds the block; it is written by
 * whoever frees the block, before the list that the block joins is published, and read by whoever
 * takes that list over. So no two threads have a right to one link at a time, and links are plain,
 * too.
 *
 * <p>Links are numbers of blocks, on the Java heap: a write into a freed block cannot reach them.
 */
abstract class PoolBlocks {
    /** The link of a block that a user holds. */
    private static final short LIVE = -2;

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
    private int carved; // blocks handed out at least once, which come first
    private int used; // blocks not on the list

    PoolBlocks(long address, HeapLayout layout) {
        this.address = address;
        this.bytes = layout.poolBytes();
    }

    final long address() {
        return address;
    }

    final int sizeClass() {
        return sizeClass;
    }

    final int blockBytes() {
        return blockBytes;
    }

    /** Blocks of a class that fit into the pool. */
    final int capacityFor(int someClass) {
        return bytes / SizeClasses.blockBytes(someClass);
    }

    /** Blocks that are not on the owner's list. Caller: owner. */
    final int used() {
        return used;
    }

    /** The same for anybody: some value it had. Exact when no call is in progress. */
    final int usedAtSomeTime() {
        return (int) USED.getOpaque(this); // opaque: not torn, and ordered with nothing
    }

    /** Whether there is no block to hand out. Caller: owner. */
    final boolean isExhausted() {
        return freeHead == NONE && carved == capacity;
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
        setUsed(0);
    }

    /**
     * The number of the live block at an address of this pool.
     *
     * <p>Caller: any thread; its right to the block makes the class constants visible to it.
     * Progress: wait-free.
     *
     * @throws InvalidAddressException if no live block starts there
     */
    final int blockAt(long block) {
        int offset = (int) (block - address);
        int index = (offset >> 4) * reciprocal >>> 16; // exact: at most 2^10 steps of at most 2^5
        short[] marks = links;
        if (index * blockBytes != offset || index >= marks.length || marks[index] != LIVE) {
            throw notLive(block);
        }
        return index;
    }

    final InvalidAddressException notLive(long block) {
        return InvalidAddressException.inPool(
                block, address, Math.max(SizeClasses.ALIGNMENT, blockBytes), carved, capacity);
    }

    final InvalidAddressException notLive(int block) {
        return notLive(address + (long) block * blockBytes);
    }

    /**
     * T2: hands out a block; 0 where there is none, or where the list is damaged.
     *
     * <p>Caller: owner. Progress: wait-free.
     */
    final long allocate() {
        int block = freeHead;
        if (block != NONE) {
            int rest = links[block];
            if (rest == LIVE) {
                return 0; // threads raced to free it, and it was handed out since
            }
            freeHead = rest;
        } else if (carved < capacity) {
            block = carved++;
        } else {
            return 0;
        }
        links[block] = LIVE;
        setUsed(used + 1);
        return address + (long) block * blockBytes;
    }

    /** Whether the list is damaged. Caller: owner, to whom {@link #allocate} gave 0. */
    final boolean isDamaged() {
        return freeHead != NONE;
    }

    /**
     * T2: takes back a live block.
     *
     * <p>Caller: owner. Progress: wait-free.
     *
     * @return whether every block is back
     */
    final boolean free(int block) {
        links[block] = (short) freeHead;
        freeHead = block;
        setUsed(used - 1);
        return used == 0;
    }

    /** Puts a block in front of a list that is not the owner's yet. Caller: who frees the block. */
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
        if (rest != NONE || count > used) {
            return false;
        }
        if (last != NONE) {
            links[last] = (short) freeHead;
            freeHead = head;
            setUsed(used - count);
        }
        return true;
    }

    private void setUsed(int blocks) {
        USED.setOpaque(this, blocks); // opaque: for statistics; nothing is ordered by it
    }

    /**
     * Checks, at rest, that every block is in one place: a user's hands, the owner's list or the
     * list of the word.
     *
     * @param remoteHead first block of the word's list
     * @param remoteCount length of the word's list
     */
    final void checkBlocks(int remoteHead, int remoteCount) {
        int local = length(freeHead);
        int remote = length(remoteHead);
        int live = liveBlocks();
        if (remote != remoteCount || live + remote != used || live + remote + local != carved) {
            throw new IllegalStateException(
                    "pool 0x%x: %d live + %d of %d remotely freed + %d free (expected: %d used, %d carved)"
                            .formatted(address, live, remote, remoteCount, local, used, carved));
        }
    }

    /**
     * Whether some user holds a block although all seem to be back: then a block was freed twice.
     *
     * <p>Caller: who found all blocks back in the word, which makes their links visible to him.
     */
    final boolean hasLiveBlock() {
        short[] marks = links;
        int handedOut = Math.min(carved, marks.length); // one who freed it twice may read a mixture
        for (int block = 0; block < handedOut; block++) {
            if (marks[block] == LIVE) {
                return true;
            }
        }
        return false;
    }

    /** Blocks in the hands of users, counted at rest. */
    final int liveBlocks() {
        int live = 0;
        for (int block = 0; block < carved; block++) {
            live += links[block] == LIVE ? 1 : 0;
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

    private static final VarHandle USED;

    static {
        try {
            USED = MethodHandles.lookup().findVarHandle(PoolBlocks.class, "used", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
