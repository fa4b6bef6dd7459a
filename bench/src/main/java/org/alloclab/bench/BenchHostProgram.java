package org.alloclab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Measures on request: what {@code alloclab bench} starts as its one child.
 *
 * <p>Each line of the standard input asks for one measurement by the arguments JMH itself would be
 * given, separated by spaces; an argument that holds spaces stands in double quotes. Each is
 * answered, in order, by one line of JSON on the standard output: {@code {"ok": [...]}} with the
 * results as JMH writes them, or {@code {"failed": "reason"}}. What JMH has to say goes to the
 * standard error.
 *
 * <p>When the input ends, whoever asked is gone or has had enough: a measurement in progress is
 * broken off, and its JVM ends before this one does.
 */
public final class BenchHostProgram {
    private BenchHostProgram() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream answers = System.out;
        Transcript talk = new Transcript(System.err);
        System.setOut(new PrintStream(talk, true));
        Runtime.getRuntime().addShutdownHook(new Thread(BenchHostProgram::endForks));
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().start(() -> listen(requests));
        while (true) {
            answers.println(Request.parse(requests.take()).measure(talk));
            answers.flush();
        }
    }

    private static void listen(BlockingQueue<String> requests) {
        var input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        try (var lines = new BufferedReader(input)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                requests.add(line);
            }
        } catch (IOException e) {
            // As good as its end.
        }
        endForks();
        Runtime.getRuntime().halt(0); // and no answer about the fork that was ended
    }

    private static void endForks() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
