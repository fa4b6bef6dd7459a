package org.alloclab.stress.jcstress;

import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.DiskWriteCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.grading.HTMLReportPrinter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JCStress's own files: {@code results.bin.gz}, which {@code jcstress.jar -p} reads, and {@code
 * html/index.html}. JCStress does not mind if it cannot write them; whether they are whole is
 * looked at when all is written.
 */
final class Results {
    private static final String LAST_WORDS = "</html>";

    private final Path folder;
    private final InProcessCollector memory = new InProcessCollector();
    private final DiskWriteCollector disk;

    /**
     * @param folder which is there
     */
    Results(Path folder) throws IOException {
        this.folder = folder;
        disk = new DiskWriteCollector(file().toString());
    }

    private Path file() {
        return folder.resolve("results.bin.gz");
    }

    /** Keeps a result. */
    void add(ForkOutcome outcome) {
        disk.add(outcome.result());
        memory.add(outcome.result());
    }

    /**
     * Ends the files.
     *
     * @throws IOException if they do not hold all that was added
     */
    void finish() throws IOException {
        disk.close();
        int kept = memory.getTestResults().size();
        int saved = saved();
        if (saved != kept) {
            throw new IOException(
                    "%s holds %d of %d results: is the disk full?".formatted(file(), saved, kept));
        }
        Path html = folder.resolve("html");
        new HTMLReportPrinter(new Settings(html), memory, System.out).work();
        Path index = html.resolve("index.html");
        if (!Files.readString(index).stripTrailing().endsWith(LAST_WORDS)) {
            throw new IOException(index + " is not whole: is the disk full?");
        }
    }

    /** How many results can be read; a file that breaks off ends there, as JCStress has it. */
    private int saved() throws IOException {
        InProcessCollector read = new InProcessCollector();
        try {
            DiskReadCollector reader = new DiskReadCollector(file().toString(), read);
            try {
                reader.dump();
            } finally {
                reader.close();
            }
        } catch (IOException | ClassNotFoundException e) {
            System.out.println(file() + ": " + e);
        }
        return read.getTestResults().size();
    }
}
