package org.alloclab.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bytes at native addresses. Nothing is checked but alignment: whoever calls holds the bytes.
 *
 * <p>Every access is plain. Long addresses must be multiples of 8, or the call fails with an {@link
 * IllegalArgumentException}.
 */
public final class Memory {
    // One constant segment over all addresses: the bounds check folds away when compiled.
    @SuppressWarnings("restricted")
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Memory() {}

    /** Reads 8 bytes in native order. */
    public static long getLong(long address) {
        return ALL.get(ValueLayout.JAVA_LONG, address);
    }

    /** Writes 8 bytes in native order. */
    public static void putLong(long address, long value) {
        ALL.set(ValueLayout.JAVA_LONG, address, value);
    }

    /** Reads a byte. */
    public static byte getByte(long address) {
        return ALL.get(ValueLayout.JAVA_BYTE, address);
    }

    /** Writes a byte. */
    public static void putByte(long address, byte value) {
        ALL.set(ValueLayout.JAVA_BYTE, address, value);
    }

    /** Reads 4 bytes in native order. */
    public static int getInt(long address) {
        return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
    }

    /** Writes 4 bytes in native order. */
    public static void putInt(long address, int value) {
        ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, value);
    }

    /** Sets {@code bytes} bytes to 0. */
    public static void clear(long address, long bytes) {
        fill(address, bytes, (byte) 0);
    }

    /** Sets {@code bytes} bytes to a value. */
    public static void fill(long address, long bytes, byte value) {
        ALL.asSlice(address, bytes).fill(value);
    }

    /** Copies {@code bytes} bytes; the two places may overlap. */
    public static void copy(long from, long to, long bytes) {
        MemorySegment.copy(ALL, from, ALL, to, bytes);
    }

    /** The bytes at an address as a buffer that checks its bounds, in native order. */
    public static ByteBuffer view(long address, int bytes) {
        return ALL.asSlice(address, bytes).asByteBuffer().order(ByteOrder.nativeOrder());
    }
}
