package org.alloclab.stress.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Stands in for the program that runs detectors: it says what stands in a file {@code script}
 * beside its jar, line by line. Some lines it does not say: {@code !log TEXT} goes to its log,
 * {@code !exit CODE}, {@code !throw TEXT}, {@code !spawn} (a process that lasts) and {@code !hang}
 * are done. What it was started with goes to a file {@code order}, its folder to {@code folder}. On
 * a mutant, whose classes come before its jar, it reads {@code script.mutant}. It ends with its
 * standard input, as the real one does.
 */
public final class ScriptedDetector {
    private ScriptedDetector() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        String[] entries = classPath.split(System.getProperty("path.separator"));
        boolean mutant = !entries[0].endsWith(".jar");
        Path folder = Path.of(entries[mutant ? 1 : 0]).getParent();
        Files.writeString(folder.resolve("order"), args[0]);
        Files.writeString(folder.resolve("folder"), Path.of("").toAbsolutePath().toString());
        Thread.ofPlatform().daemon().start(ScriptedDetector::endWithInput);
        for (String line :
                Files.readAllLines(folder.resolve(mutant ? "script.mutant" : "script"))) {
            if (!line.startsWith("!")) {
                System.out.println(line);
                System.out.flush();
                continue;
            }
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "!log" -> System.err.println(words[1]);
                case "!exit" -> Runtime.getRuntime().halt(Integer.parseInt(words[1]));
                case "!throw" -> throw new IllegalStateException(words[1]);
                case "!spawn" -> new ProcessBuilder("sleep", "300").start();
                case "!hang" -> new CountDownLatch(1).await();
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // As good as its end.
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(1);
    }
}
