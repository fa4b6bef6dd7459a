package org.alloclab.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What JMH says, handed on, and remembered since the last {@link #clear}: where a fork's JVM has
 * died, nothing else tells why.
 */
final class Transcript extends OutputStream {
    private static final Predicate<String> TAG = line -> line.matches("</?std(out|err).*>");
    private static final int MOST_LINES = 3;

    private final OutputStream onward;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    Transcript(OutputStream onward) {
        this.onward = onward;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        said.write(b);
        onward.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        said.write(bytes, from, length);
        onward.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
        onward.flush();
    }

    synchronized void clear() {
        said.reset();
    }

    /** The first lines of what a dead JVM has left, without ornament; empty if it left nothing. */
    synchronized String lastWords() {
        List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.stream()
                .dropWhile(TAG.negate())
                .takeWhile(line -> !line.startsWith("</stderr"))
                .filter(TAG.negate())
                .map(line -> line.replaceFirst("^#\\s*", "").strip())
                .filter(line -> !line.isEmpty())
                .limit(MOST_LINES)
                .collect(Collectors.joining("; "));
    }
}
