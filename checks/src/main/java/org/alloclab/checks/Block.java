package org.alloclab.checks;

import org.alloclab.SizeClasses;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * One life of a block, from its allocation to the return of its memory. A later block at the same
 * address is another one.
 *
 * <pre>
 *  n > 0   live, and n callers are reading it
 *  LIVE    somebody's
 *  HELD    examined, freed or given back by one caller, whose its bytes are meanwhile
 *  FREED   in quarantine
 *  GONE    its memory is the allocator's again: its bytes must not be read
 * </pre>
 *
 * <p>Caller: any thread. Progress: lock-free.
 */
final class Block {
    /** Bytes in front of what the user has: a multiple of 16, so that his part is aligned. */
    static final int FRONT = 16;

    /** Bytes in front and behind. */
    static final int PADDING = FRONT + 8;

    private static final int LIVE = 0;
    private static final int HELD = -1;
    private static final int FREED = -2;
    private static final int GONE = -3;

    private final long start;
    private final long size;
    private final Domain domain;
    private final long serial;
    private final int generation;
    private final String thread = Thread.currentThread().getName();

    // Written by the holder, before the state says FREED; read by who saw that.
    private long freedSerial; // 0 before
    private String freedBy;

    private int state = LIVE;

    /**
     * @param start where the allocator put it, fences included
     * @param size bytes asked for
     * @param serial of the call
     * @param generation tells it from earlier blocks at the place
     */
    Block(long start, long size, Domain domain, long serial, int generation) {
        this.start = start;
        this.size = size;
        this.domain = domain;
        this.serial = serial;
        this.generation = generation;
    }

    long start() {
        return start;
    }

    /** What the user was given. */
    long address() {
        return start + FRONT;
    }

    long size() {
        return size;
    }

    /** First address behind the user's bytes. */
    long tail() {
        return address() + size;
    }

    /** First address behind its fences. */
    long end() {
        return start + size + PADDING;
    }

    Domain domain() {
        return domain;
    }

    int generation() {
        return generation;
    }

    boolean isLive() {
        return state() >= LIVE;
    }

    /** Whether it has been freed; then {@link #freedSerial} is known, also while it is held. */
    boolean isFreed() {
        return state() < LIVE && freedSerial != 0;
    }

    long freedSerial() {
        return freedSerial;
    }

    private int state() {
        return (int) STATE.getVolatile(this); // orders what the last holder wrote
    }

    /** Takes a live block for the caller alone. CAS: of threads that free it at once, one does. */
    boolean hold() {
        return STATE.compareAndSet(this, LIVE, HELD);
    }

    /** Takes a freed block for the caller alone. */
    boolean holdFreed() {
        return STATE.compareAndSet(this, FREED, HELD);
    }

    /** Keeps a live block from being freed while its bytes are read. */
    boolean pin() {
        int now = state();
        // CAS: whoever frees it meanwhile wins or is told that it is read.
        while (now >= LIVE && !STATE.compareAndSet(this, now, now + 1)) {
            now = state();
        }
        return now >= LIVE;
    }

    void unpin() {
        STATE.getAndAdd(this, -1); // others may be reading, too
    }

    /** From the holder back to the user. */
    void letGo() {
        STATE.setVolatile(this, LIVE); // nobody else writes it while it is held
    }

    /** From the holder into quarantine. */
    void free(long callSerial) {
        freedSerial = callSerial;
        freedBy = Thread.currentThread().getName();
        letGoFreed();
    }

    /** From the holder back into quarantine. */
    void letGoFreed() {
        STATE.setVolatile(this, FREED); // publishes who freed it
    }

    /** From the holder to the allocator, for good. */
    void gone() {
        STATE.setVolatile(this, GONE); // before its memory goes: nobody holds it after this
    }

    /** Who allocated it, and who freed it. */
    List<String> history() {
        List<String> lines = new ArrayList<>();
        long bytes = size + PADDING;
        String where =
                SizeClasses.isSmall(bytes)
                        ? "size class %d with its fences".formatted(SizeClasses.of(bytes))
                        : "from the C library";
        lines.add("%d bytes, %s, allocated at #%d by %s".formatted(size, where, serial, thread));
        if (isFreed()) {
            lines.add(freed());
        }
        return lines;
    }

    /** When it was freed, and by whom; it has been. */
    String freed() {
        return "freed at #%d by %s".formatted(freedSerial, freedBy);
    }

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Block.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
