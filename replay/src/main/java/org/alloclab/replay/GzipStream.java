package org.alloclab.replay;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip and hands out every byte up to the first damage.
 *
 * <p>Not {@link java.util.zip.GZIPInputStream}, which takes whatever follows the last checksum for
 * the end of the file. Members may follow each other; anything else behind a member is an error. So
 * are {@value #BOMB} bytes and more that were packed into a {@value #MOST_RATIO}th of them: how
 * long reading takes is to follow from the size of the file. Source: RFC 1952.
 */
final class GzipStream extends InputStream {
    private static final int MAGIC = 0x8b1f;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    static final int MOST_RATIO = 500;
    static final long BOMB = 64 << 20;

    private final InputStream packed;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[16 << 10];
    private int length;
    private int position;
    private long packedBytes;
    private long unpackedBytes;
    private boolean ended;
    private ZipException damage; // met, and reported once the bytes before it are handed out

    private GzipStream(InputStream packed) throws IOException {
        this.packed = packed;
        readHeader();
    }

    /** The bytes of a stream, unpacked if they begin as gzip does. */
    static InputStream unpack(InputStream bytes) throws IOException {
        InputStream buffered = new BufferedInputStream(bytes, 16 << 10);
        buffered.mark(2);
        byte[] start = buffered.readNBytes(2);
        buffered.reset();
        boolean packed = start.length == 2 && (start[0] & 0xff | (start[1] & 0xff) << 8) == MAGIC;
        return packed ? new GzipStream(buffered) : buffered;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws EOFException if the packed bytes end too early
     * @throws ZipException if they are damaged
     */
    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        while (!ended && wanted > 0) {
            int got = inflate(target, offset, wanted);
            if (got > 0) {
                crc.update(target, offset, got);
                checkRatio(got);
                return got;
            }
            if (inflater.finished()) {
                finishMember();
            } else if (inflater.needsInput()) {
                need();
                inflater.setInput(input, position, length - position);
                position = length;
            } else {
                throw new ZipException("asks for a dictionary");
            }
        }
        return ended ? -1 : 0;
    }

    private void checkRatio(int got) throws ZipException {
        unpackedBytes += got;
        if (unpackedBytes > BOMB && unpackedBytes / MOST_RATIO > packedBytes) {
            throw new ZipException("unpacks to more than " + MOST_RATIO + " times its size");
        }
    }

    private int inflate(byte[] target, int offset, int wanted) throws ZipException {
        long written = inflater.getBytesWritten();
        try {
            if (damage == null) {
                return inflater.inflate(target, offset, wanted);
            }
        } catch (DataFormatException e) {
            damage = new ZipException(e.getMessage() == null ? "no data" : e.getMessage());
        }
        int beforeDamage = (int) (inflater.getBytesWritten() - written);
        if (beforeDamage == 0) {
            throw damage;
        }
        return beforeDamage;
    }

    private void finishMember() throws IOException {
        position = length - inflater.getRemaining();
        long unpacked = inflater.getBytesWritten() & 0xffffffffL;
        if (readInt() != crc.getValue()) {
            throw new ZipException("wrong checksum");
        }
        if (readInt() != unpacked) {
            throw new ZipException("wrong length");
        }
        if (hasInput()) {
            readHeader();
            inflater.reset();
            crc.reset();
        } else {
            ended = true;
        }
    }

    private void readHeader() throws IOException {
        if (readShort() != MAGIC) {
            throw new ZipException("something else follows the packed bytes");
        }
        if (readByte() != 8) {
            throw new ZipException("unknown method");
        }
        int flags = readByte();
        skip(6); // time, level, system
        if ((flags & EXTRA) != 0) {
            skip(readShort());
        }
        for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
            while (readByte() != 0) {}
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            readByte();
        }
    }

    private long readInt() throws IOException {
        return readShort() | (long) readShort() << 16;
    }

    private int readShort() throws IOException {
        return readByte() | readByte() << 8;
    }

    private int readByte() throws IOException {
        need();
        return input[position++] & 0xff;
    }

    private void need() throws IOException {
        if (!hasInput()) {
            throw new EOFException("the packed bytes end too early");
        }
    }

    private boolean hasInput() throws IOException {
        if (position == length) {
            length = Math.max(0, packed.read(input, 0, input.length));
            position = 0;
            packedBytes += length;
        }
        return length > position;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }
}
