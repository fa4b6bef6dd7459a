package org.alloclab.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output. A reader that has seen enough and leaves, such as {@code head}, is no error:
 * what comes after is dropped. Other errors, such as a full disk, are passed on.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream file = new FileOutputStream(FileDescriptor.out);
    private boolean readerLeft;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (readerLeft) {
            return;
        }
        try {
            file.write(bytes, from, count);
        } catch (IOException e) {
            // The JDK has no exception of its own for EPIPE.
            readerLeft = String.valueOf(e.getMessage()).contains("Broken pipe");
            if (!readerLeft) {
                throw e;
            }
        }
    }
}
