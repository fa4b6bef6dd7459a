package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.Detection.Ending;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A child process, all that it started, and its log. Any thread. */
final class DetectorProcess {
    private static final int LINES = 20;
    private static final int LONGEST = 80;
    private static final long LOG_BYTES = 64 << 10;
    private static final int FIRST_SIGNAL = 128;
    private static final int UNKNOWN = -1;
    private static final Duration DUMP = Duration.ofSeconds(10);
    private static final Pattern CRASH = Pattern.compile("SIG[A-Z]+ \\(0x[0-9a-f]+\\)");
    private static final Pattern THROWN =
            Pattern.compile("^(Exception in thread .*|[a-z][\\w.$]*(Exception|Error)\\b.*)");

    private final Process process;
    private final Path log;
    private volatile boolean closed;

    DetectorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    boolean isClosed() {
        return closed;
    }

    /** Waits for its end, which is near. */
    boolean awaitEnd(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How it ended, now that its output is closed before the last event. */
    Ending died(Duration time) throws InterruptedException {
        if (!awaitEnd(time)) {
            return new Ending.Died("closed its output", UNKNOWN, tail(log()));
        }
        int code = process.exitValue();
        String signal = code > FIRST_SIGNAL ? " (signal %d)".formatted(code - FIRST_SIGNAL) : "";
        List<String> lines = log();
        String reason = "ended with exit code %d%s%s".formatted(code, signal, cause(lines));
        return new Ending.Died(reason, code, tail(lines));
    }

    Ending wroteNoEvent(String line) {
        String start = line.substring(0, Math.min(LONGEST, line.length()));
        return new Ending.Died("wrote what is no event: " + start, UNKNOWN, tail(log()));
    }

    /** The line of the log that tells most. */
    private static String cause(List<String> log) {
        return log.stream()
                .filter(line -> CRASH.matcher(line).find())
                .findFirst()
                .or(() -> log.stream().filter(line -> THROWN.matcher(line).find()).findFirst())
                .map(line -> ": " + line.strip())
                .orElse("");
    }

    private static List<String> tail(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    /** The end of what it wrote to its log. */
    private List<String> log() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - LOG_BYTES));
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** What its threads are doing; a virtual machine that hangs as a whole cannot say. */
    String threads() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        List<String> command = new ArrayList<>(List.of(jcmd.toString()));
        command.addAll(List.of(Long.toString(process.pid()), "Thread.print", "-l"));
        try {
            Path answer = Files.createTempFile(log.toAbsolutePath().getParent(), "threads", ".txt");
            Process dump =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(answer.toFile())
                            .start();
            if (!dump.waitFor(DUMP.toMillis(), TimeUnit.MILLISECONDS)) {
                dump.destroyForcibly();
            }
            String text = Files.readString(answer);
            Files.delete(answer);
            return text;
        } catch (IOException e) {
            return "(" + e + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "(interrupted)";
        }
    }

    /** Ends it and all that it started. */
    void close() {
        closed = true;
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(DUMP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
