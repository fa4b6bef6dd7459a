package org.alloclab.bench.measure;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The file that JMH's output is appended to. Where a fork's JVM has died, nothing else says why.
 *
 * @param file whose folder exists
 */
record JmhLog(Path file) {
    private static final Predicate<String> TAG = line -> line.matches("</?std(out|err).*>");
    private static final int MOST_LINES = 3;

    /** A stream that appends to it; JMH closes it. */
    PrintStream appender() throws IOException {
        return new PrintStream(
                new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
    }

    /** Its length in bytes, to read from there later; 0 if it does not exist. */
    long length() {
        return file.toFile().length();
    }

    /**
     * The first lines that a fork's JVM printed before it died, as JMH quotes them; empty if none.
     *
     * @param from where JMH's output about that fork begins
     */
    String lastWords(long from) {
        return read(from)
                .lines()
                .dropWhile(TAG.negate())
                .takeWhile(line -> !line.startsWith("</stderr"))
                .filter(TAG.negate())
                .map(line -> line.replaceFirst("^#\\s*", "").strip())
                .filter(line -> !line.isEmpty())
                .limit(MOST_LINES)
                .collect(Collectors.joining("; "));
    }

    private String read(long from) {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.max(0, reader.length() - from)];
            reader.seek(from);
            reader.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // the exit code alone is told
        }
    }
}
