package org.alloclab.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The addresses an arena source may hand out, from {@code start} for {@code bytes} bytes.
 *
 * @param start first address
 * @param bytes length, positive
 */
public record AddressRange(long start, long bytes) {
    private static final ConcurrentSkipListMap<Long, AddressRange> RESERVED =
            new ConcurrentSkipListMap<>();

    /** Whether the address lies in this range. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address - start, bytes) < 0;
    }

    /** Whether the address lies in the range of any arena source that is open in this process. */
    public static boolean isReserved(long address) {
        Map.Entry<Long, AddressRange> below = RESERVED.floorEntry(address);
        return below != null && below.getValue().contains(address);
    }

    void register() {
        RESERVED.put(start, this);
    }

    void unregister() {
        RESERVED.remove(start);
    }
}
