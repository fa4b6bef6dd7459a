package org.alloclab.memory;

import org.alloclab.HeapExhaustedException;

/**
 * What is kept beside the addresses of this process, found from an address by arithmetic with
 * constants alone: a byte for each {@link #GRANULE} bytes, and an int for each {@link #PAGE}.
 * AddressSanitizer calls such a thing its shadow.
 *
 * <p>All of it can be read at any time and is 0 at first; what is to be written is committed
 * before. It takes memory where it was written to. The process keeps it until it ends, so that a
 * call that races with the end of a heap finds bytes here, whatever they mean.
 *
 * <p>Where the system does not grant a shadow for every address, a window of them has one, around
 * those that the system hands out at first. Under a limit on addresses it is wide enough for all
 * that can still be had. A heap that relies on a shadow {@linkplain #require asks} for it when it
 * is opened, and no address of a window that is not granted is ever looked for.
 *
 * <p>Any thread may call. The operating system may delay who commits or discards.
 */
public final class Shadow {
    /** Bytes that share a shadow byte. */
    public static final int GRANULE = 16;

    /** Bytes that share a shadow int. */
    public static final int PAGE = 4096;

    /** First address that has a shadow. */
    public static final long ORIGIN;

    /** Addresses from there on that have one. */
    public static final long ADDRESSES;

    /** Where the byte of {@link #ORIGIN} is. Behind the last byte lies one that is always 0. */
    public static final long BYTES;

    /** Where the int of {@link #ORIGIN} is. */
    public static final long INTS;

    private static final long EVERY_ADDRESS = 1L << 48;
    private static final long WINDOW = 1L << 36;
    private static final long SMALLEST_WINDOW = 1L << 26;
    private static final long ALIGNMENT = GRANULE << 16; // so that pages up to 64 KiB are whole

    static {
        long addresses = wanted(AddressSpace.now());
        long start = reserve(length(addresses));
        while (start == 0 && addresses > SMALLEST_WINDOW) {
            addresses = addresses > WINDOW ? WINDOW : addresses / 2;
            start = reserve(length(addresses));
        }
        // Around it, as addresses may be handed out upwards or downwards.
        ORIGIN = addresses == EVERY_ADDRESS ? 0 : start - addresses / 2 & -ALIGNMENT;
        ADDRESSES = start == 0 ? 0 : addresses;
        INTS = start;
        BYTES = start + addresses / PAGE * Integer.BYTES;
    }

    /**
     * The window that is asked for. Under a limit, half of it is more than all that is left: what
     * is handed out from now on lies in it, on whichever side. That takes a fifth of what is left
     * at most.
     */
    static long wanted(AddressSpace space) {
        if (!space.isLimited()) {
            return LibC.hasMmap() ? EVERY_ADDRESS : WINDOW;
        }
        long most = Math.clamp(space.left(), SMALLEST_WINDOW, EVERY_ADDRESS);
        return Math.min(EVERY_ADDRESS, Long.highestOneBit(most / 2 * 3 - 1) << 1);
    }

    private Shadow() {}

    private static long length(long addresses) {
        return addresses / PAGE * Integer.BYTES + addresses / GRANULE + PAGE;
    }

    private static long reserve(long bytes) {
        return LibC.hasMmap() ? LibC.reserveReadable(bytes) : LibC.calloc(bytes);
    }

    /** Bytes of shadow that so many bytes of addresses take when they are in use. */
    public static long bytesFor(long bytes) {
        return bytes / GRANULE + bytes / PAGE * Integer.BYTES;
    }

    private static boolean covers(long address, long bytes) {
        long offset = address - ORIGIN;
        return offset >= 0 && offset <= ADDRESSES - bytes;
    }

    /**
     * To be asked by whoever relies on a shadow, before anything else here.
     *
     * @throws HeapExhaustedException if not all addresses of the range have one
     */
    public static void require(AddressRange range) {
        if (!covers(range.start(), range.bytes())) {
            throw new HeapExhaustedException(
                    range.bytes(),
                    "they have no shadow, by which a lock-free heap knows its blocks ("
                            + AddressSpace.now()
                            + ")");
        }
    }

    /**
     * Makes the shadow of some addresses writable, and sets its bytes, but not its ints, to 0.
     *
     * @param address start, a multiple of {@code bytes}
     * @param bytes how many, a power of two from 64 KiB
     * @throws HeapExhaustedException if the system refuses, or the addresses have no shadow
     */
    public static void commit(long address, long bytes) {
        if (!covers(address, bytes)) {
            throw new HeapExhaustedException(bytes, "the addresses it lies at have no shadow");
        }
        long offset = address - ORIGIN;
        if (LibC.hasMmap()) {
            commitPages(BYTES + offset / GRANULE, bytes / GRANULE);
            commitPages(INTS + offset / PAGE * Integer.BYTES, bytes / PAGE * Integer.BYTES);
        }
        discard(address, bytes);
    }

    private static void commitPages(long start, long bytes) {
        long from = start & -PAGE;
        long to = (start + bytes + PAGE - 1) & -PAGE;
        int error = LibC.commit(from, to - from);
        if (error != 0) {
            throw new HeapExhaustedException(bytes, "the system refuses a shadow, error " + error);
        }
    }

    /** Sets the shadow bytes of some committed addresses to 0 and gives their memory back. */
    public static void discard(long address, long bytes) {
        long start = BYTES + (address - ORIGIN) / GRANULE;
        if (LibC.hasMmap()) {
            LibC.purge(start, bytes / GRANULE);
        } else {
            Memory.clear(start, bytes / GRANULE);
        }
    }
}
