package org.alloclab.replay;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** Reads a placement trace line by line and splits the lines into words. */
final class GoldenReader implements Closeable {
    private static final int MOST_BYTES = 1000; // of a line
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}"); // fits a long

    private final InputStream bytes;
    private final byte[] buffer = new byte[16 << 10];
    private final byte[] start = new byte[MOST_BYTES];
    private int length;
    private int position;
    private long line;
    private String text = "";
    private String[] words = {};

    /**
     * @param packed a placement trace, packed by gzip or not; closed with this
     */
    GoldenReader(InputStream packed) throws IOException {
        try {
            bytes = GzipStream.unpack(packed);
        } catch (EOFException | ZipException e) {
            packed.close();
            throw new GoldenFormatException(1, "damaged gzip: " + e.getMessage(), e);
        }
    }

    /**
     * Goes to the next line.
     *
     * @return false behind the last one
     * @throws GoldenFormatException if it is too long, or not ended, or cannot be unpacked
     */
    boolean next() throws IOException {
        line++;
        int count = 0;
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0) {
                if (count > 0) {
                    throw refused("ends inside a line");
                }
                return false;
            }
            if (count == MOST_BYTES) {
                throw refused("longer than " + MOST_BYTES + " bytes");
            }
            start[count++] = (byte) next;
        }
        text = new String(start, 0, count, StandardCharsets.ISO_8859_1);
        words = text.split(" ", -1);
        return true;
    }

    private int read() throws IOException {
        if (position == length) {
            try {
                length = Math.max(0, bytes.read(buffer));
            } catch (EOFException | ZipException e) {
                throw new GoldenFormatException(line, "damaged gzip: " + e.getMessage(), e);
            }
            position = 0;
        }
        return length == 0 ? -1 : buffer[position++] & 0xff;
    }

    /** The line as it is. */
    String text() {
        return text;
    }

    /** Its number, from 1. */
    long line() {
        return line;
    }

    /** How many words it has; words are separated by single blanks. */
    int words() {
        return words.length;
    }

    String word(int index) {
        return words[index];
    }

    /**
     * A word as a number.
     *
     * @throws GoldenFormatException if there is no such word or it is no decimal number
     */
    long number(int index) throws GoldenFormatException {
        String word = index < words.length ? words[index] : "";
        if (!NUMBER.matcher(word).matches()) {
            throw refused("'%s' in '%s' (expected: a number)".formatted(word, text));
        }
        return Long.parseLong(word);
    }

    /** Refuses a line that has another number of words. */
    void expectWords(int count) throws GoldenFormatException {
        if (words.length != count) {
            throw refused("'%s' has %d words (expected: %d)".formatted(text, words.length, count));
        }
    }

    GoldenFormatException refused(String what) {
        return new GoldenFormatException(line, what);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
